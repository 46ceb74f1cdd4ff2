// The C fence around libxml2: Markup alone imports it.
#ifndef KMEM_LIBXML2_H
#define KMEM_LIBXML2_H

// Debian builds libxml2 with ICU, whose headers clash with the ICU inside Swift's Foundation.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlsave.h>

#endif
