#!/bin/sh
# Writes the commit that a build is made from as Swift: commit.sh ROOT OUTPUT
# It is empty for a release, whose commit has a tag of its own, and where ROOT is no checkout (a tarball) or git is missing.
root=$1 output=$2
commit=
# Of ROOT itself, not of a checkout that a tarball was unpacked in. Who owns it does not matter: git is only asked to read.
if [ -e "$root/.git" ] && ! git -c safe.directory='*' -C "$root" describe --tags --exact-match --match '[0-9]*' HEAD >/dev/null 2>&1; then
  commit=$(git -c safe.directory='*' -C "$root" rev-parse --short=7 HEAD 2>/dev/null) || commit=
fi
text="extension Version {
  /// The commit of a build between releases; empty for a release.
  static let commit = \"$commit\"
}"
# The same text is not written again, so that nothing is compiled for it.
[ -e "$output" ] && [ "$(cat "$output")" = "$text" ] || printf '%s\n' "$text" >"$output"
