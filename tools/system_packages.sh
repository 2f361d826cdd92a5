#!/bin/sh
# Debian's PostgreSQL, Chromium and LibreOffice for the suite, when this may install them. Never fatal: what is
# missing is said by the tests that need it.
missing=""
[ -n "$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null || missing="postgresql"
command -v chromium >/dev/null || missing="$missing chromium fonts-liberation"
command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
[ -n "${missing# }" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing Debian packages: $missing"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } >/dev/null 2>&1 ||
        echo "could not install: $missing" >&2
else
    echo "not installed, and only root may: $missing (apt-get install $missing)" >&2
fi
exit 0
