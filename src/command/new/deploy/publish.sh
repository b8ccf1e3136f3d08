#!/bin/sh
# Fetches Feuillet, checks it, and publishes the blog to `public`. Options of `feuillet publish` may follow.
# It is for Linux on x86-64, as the machines of hosts are.
set -eu

version={version}
releases={releases}
# The SHA-256 of the archive. If it is empty, the checksum beside the archive counts, which guards against damage only.
sha256=

name="feuillet-$version-x86_64-unknown-linux-musl"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fetch() {
    curl --fail --silent --show-error --location --retry 3 --output "$folder/$1" "$releases/v$version/$1"
}
fetch "$name.tar.gz"
if [ -z "$sha256" ]; then
    fetch "$name.tar.gz.sha256"
    sha256=$(cut -d ' ' -f 1 "$folder/$name.tar.gz.sha256")
    echo "To fetch this very file from now on, write into .feuillet/publish.sh: sha256=$sha256"
fi
echo "$sha256  $folder/$name.tar.gz" | sha256sum -c - >/dev/null || {
    echo "error: $name.tar.gz is not the file with the SHA-256 $sha256" >&2
    exit 1
}
tar -xzf "$folder/$name.tar.gz" -C "$folder"
"$folder/$name/feuillet" publish "$@"
