#!/bin/sh
# Installs Yanpan from this folder without a network: sh install.sh [DIRECTORY], by default /opt/yanpan.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
place=${1:-/opt/yanpan}
wanted=$(cat "$here/PYTHON")
python=$(command -v "python$wanted" || command -v python3 || true)
found=$([ -n "$python" ] && "$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' || echo none)
if [ "$found" != "$wanted" ]; then
    echo "Python $wanted is needed (found: $found). On Debian and its kin: apt install python$wanted python$wanted-venv" >&2
    exit 2
fi
(cd "$here" && sha256sum --quiet --check SHA256SUMS) || { echo "a file of this bundle is damaged; copy it again" >&2; exit 2; }
mkdir -p "$place"
"$python" -m venv --clear "$place/venv"
PIP_NO_INDEX=1 "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-index --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"
PIP_NO_INDEX=1 "$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --no-index --no-deps "$here"/yanpan-*.whl
sed "s|/opt/yanpan|$place|g" "$here/yanpan.service" > "$place/yanpan.service"
cat <<SAID
Yanpan is in $place.
  try it:      YANPAN_HOME=$place/var $place/venv/bin/yanpan serve
  as service:  useradd --system --create-home --home-dir /srv/yanpan yanpan
               cp $place/yanpan.service /etc/systemd/system/ && systemctl enable --now yanpan
  an upgrade:  stop the service, run this script again, then yanpan upgrade, then start it
SAID
