#!/usr/bin/env bash
# Takes the native code of other platforms out of the archives in a directory.
#   this-platform-only.sh DIRECTORY
set -euo pipefail
cd "$1"

case $(uname -m) in
  x86_64) ours='/linux/amd64/|/Linux/x86_64/|librocksdbjni-linux64\.so$' ;;
  aarch64) ours='/linux/aarch64/|/Linux/aarch64/|librocksdbjni-linux-aarch64\.so$' ;;
  *) exit 0 ;; # All of them, which works anywhere.
esac

for archive in rocksdbjni-*.jar snappy-java-*.jar zstd-jni-*.jar lz4-java-*.jar; do
  content=$(mktemp -d)
  (cd "$content" && jar --extract --file "$OLDPWD/$archive")
  natives=$(cd "$content" && find . -regextype posix-extended -regex '.*\.(so|dll|dylib|jnilib|a)(\.[a-z0-9]+)?')
  grep -qE "$ours" <<<"$natives" || { echo "$archive has nothing for $(uname -m)" >&2; exit 1; }
  (cd "$content" && grep -vE "$ours" <<<"$natives" | xargs -r rm)
  jar --create --file "$archive" --manifest "$content/META-INF/MANIFEST.MF" -C "$content" .
  rm -r "$content"
done
