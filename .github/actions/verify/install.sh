#!/usr/bin/env bash
# Makes $RUNNER_TEMP/portrait/node_modules/.bin/portrait, out of $PACKAGE or of the checkout that this action lies in.
set -euo pipefail

package=${PACKAGE:-$GITHUB_ACTION_PATH/../../..}
# npm looks from its --prefix on, we mean from here.
if [ -e "$package" ]; then package=$(realpath "$package"); fi

# A checkout runs as it is, and stays where it is: npm makes a link to it.
if [ -d "$package" ] && [ ! -d "$package/node_modules" ]; then
  npm ci --omit=dev --no-audit --no-fund --prefix "$package"
fi
mkdir -p "$RUNNER_TEMP/portrait"
npm install --no-save --no-audit --no-fund --prefix "$RUNNER_TEMP/portrait" "$package"
