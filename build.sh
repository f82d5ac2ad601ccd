#!/usr/bin/env bash
# The one entry point: every command does its own set-up and skips what is done.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage="usage: ./build.sh setup | build | serve [--no-open] [--port N] | test | bench [--write] | size | dist | train | pack"

root=$PWD
# Tools that outlive a cargo clean and are shared by all clones on this machine.
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/wenmai
target=${CARGO_TARGET_DIR:-$root/target}
work=$target/wenmai
wasm_target=wasm32-unknown-unknown
binary=$target/release/wenmai
# What builds the wasm, and where; set-up may choose another compiler than the default.
wasm_compiler=${RUSTC:-rustc}
wasm_folder=$target
export WENMAI_PACK=$root/dist/site/wenmai.pack
# Public corpora, which are not part of the project: data/recipe.tsv names those that train the model.
corpora=${WENMAI_CORPORA:-$root/../shared/corpora}

say() { printf '==> %s\n' "$*" >&2; }
die() {
    printf 'build.sh: %s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
in_ci() { [[ ${CI:-} == true ]]; }

# skip WHAT: a step that this machine cannot do; an error in CI, where nothing may go unseen.
skip() {
    if in_ci; then die "$*"; fi
    say "skipped: $*"
}

digest() { if have sha256sum; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1; }

# contents PATH…: one digest of the files under the paths, names included.
contents() { find "$@" -type f -exec cksum {} + | sort | digest; }

# done_with STEP KEY: whether STEP was last finished with this KEY; mark STEP KEY says it was.
done_with() { [[ -f $work/$1.key && $(<"$work/$1.key") == "$2" ]]; }
mark() { mkdir -p "$work" && printf '%s\n' "$2" >"$work/$1.key"; }

# locked CRATE: the crate's version in Cargo.lock.
locked() {
    awk -v name="\"$1\"" '$1 == "name" { found = ($3 == name) }
        found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock
}

# ---------------------------------------------------------------------------------------- setup

require_base() {
    have cargo || die "cargo is missing: install Rust from https://rustup.rs or your distribution"
    have node || die "node is missing: install Node 20 or newer from https://nodejs.org"
    node -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' ||
        die "node $(node --version) is too old: install Node 20 or newer"
}

# Asks the compiler itself, by compiling and linking: rustup's list says nothing about a
# compiler from elsewhere, and a target without its linker is of no use.
links_wasm() {
    local folder
    folder=$(mktemp -d)
    printf '%s\n' '#[unsafe(no_mangle)]' 'pub extern "C" fn probe() -> usize {' \
        '    String::from("probe").len() }' >"$folder/probe.rs"
    local status=0
    "$wasm_compiler" --edition 2024 --crate-type cdylib --target "$wasm_target" \
        -o "$folder/probe.wasm" "$folder/probe.rs" >/dev/null 2>&1 || status=1
    rm -rf "$folder"
    return "$status"
}

setup_wasm_target() {
    links_wasm && return
    if have rustup; then
        say "adding the target $wasm_target"
        rustup target add "$wasm_target" || say "rustup could not add it"
        links_wasm && return
    fi
    use_debian_compiler && return
    die "rustc cannot build for $wasm_target: run \"rustup target add $wasm_target\", or install" \
        "your distribution's package of it (Fedora: rust-std-static-$wasm_target, Arch: rust-wasm," \
        "Debian: libstd-rust-dev-wasm32 with lld)"
}

# For Debian and its kin where neither rustup nor the compiler has the target: a recent compiler
# of the distribution is unpacked into the cache, nothing is installed, and std is built once
# from its sources, which carry their dependencies. About two minutes, once a compiler version.
use_debian_compiler() {
    { have apt-get && have apt-cache && have dpkg; } || return 1
    [[ $(candidate rustc-web) ]] || { [[ $EUID == 0 ]] && apt-get update -q >&2; } || return 1
    local version compiler
    version=$(candidate rustc-web)
    [[ $version ]] || return 1
    compiler=$cache/rustc-web-${version//[^0-9A-Za-z.+~-]/_}
    [[ -f $compiler/complete ]] || unpack_debian_compiler "$compiler" || return 1
    # Cargo rebuilds everything when the compiler changes: this one gets a folder of its own.
    wasm_folder=$target/${compiler##*/}
    wasm_compiler=$compiler/bin/rustc
    links_wasm || return 1
    say "using Debian's compiler $version for $wasm_target"
}

candidate() { apt-cache policy "$1" 2>/dev/null | awk '$1 == "Candidate:" && $2 != "(none)" { print $2 }'; }

# depends PACKAGE PREFIX: the packages that PACKAGE depends on whose names start with PREFIX.
depends() { apt-cache depends "$1" | awk -v prefix="$2" '$1 == "Depends:" && index($2, prefix) == 1 { print $2 }'; }

unpack_debian_compiler() {
    local compiler=$1 std llvm major host package packages
    std=$(depends libstd-rust-web-dev libstd-rust-web-)
    [[ $std ]] || return 1
    llvm=$(depends "$std" libllvm)
    [[ $llvm ]] || return 1
    major=${llvm#libllvm}
    packages=(rustc-web rust-web-src libstd-rust-web-dev "$std" "$llvm" "lld-$major" "liblld-$major")
    for package in $(depends "$llvm" lib); do
        dpkg -s "$package" >/dev/null 2>&1 || packages+=("$package")
    done
    say "unpacking Debian's compiler into $compiler"
    rm -rf "$compiler"
    mkdir -p "$compiler/download"
    (cd "$compiler/download" && apt-get download -q "${packages[@]}" >&2) || return 1
    for package in "$compiler"/download/*.deb; do dpkg -x "$package" "$compiler" || return 1; done
    rm -rf "$compiler/download"

    local libraries
    libraries=$(find "$compiler/usr/lib" -name '*.so*' -exec dirname {} + | sort -u | paste -sd : -)
    mkdir -p "$compiler/bin"
    local tool
    for tool in rustc rustdoc; do
        printf '#!/bin/sh\nLD_LIBRARY_PATH="%s${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "%s" --sysroot "%s" "$@"\n' \
            "$libraries" "$compiler/usr/bin/$tool" "$compiler/usr" >"$compiler/bin/$tool"
        chmod +x "$compiler/bin/$tool"
    done
    host=$("$compiler/bin/rustc" -vV | awk '/^host:/ { print $2 }')
    local linker=$compiler/usr/lib/rustlib/$host/bin/rust-lld
    mkdir -p "${linker%/*}"
    printf '#!/bin/sh\nLD_LIBRARY_PATH="%s" exec "%s" "$@"\n' \
        "$libraries" "$(find "$compiler/usr/lib" -path '*/bin/lld' | head -n 1)" >"$linker"
    chmod +x "$linker"

    say "building std for $wasm_target"
    local sources=$compiler/usr/lib/rustlib/src/rust/library project=$compiler/std
    mkdir -p "$project/src" "$project/.cargo"
    : >"$project/src/lib.rs"
    printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n' \
        >"$project/Cargo.toml"
    printf '[source.crates-io]\nreplace-with = "vendor"\n[source.vendor]\ndirectory = "%s"\n' \
        "$sources/vendor" >"$project/.cargo/config.toml"
    (
        cd "$project"
        RUSTC=$compiler/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$project/target \
            RUSTFLAGS="-Cembed-bitcode=yes --remap-path-prefix=$sources=/rustc/library" \
            cargo build --offline --release --target "$wasm_target" -Zbuild-std=std,panic_abort,test >&2
    ) || return 1
    mkdir -p "$compiler/usr/lib/rustlib/$wasm_target/lib"
    cp "$project/target/$wasm_target/release/deps/"lib*.rlib "$compiler/usr/lib/rustlib/$wasm_target/lib/"
    rm -rf "$project" "$compiler/usr/lib/rustlib/$wasm_target/lib/"libempty-*
    : >"$compiler/complete"
}

# wasm-bindgen's command must have the version of the library: one on PATH is taken where it has,
# else a small binary on wasm-bindgen's own implementation is built (a fifth of the time of
# installing the command).
setup_bindgen() {
    local version folder
    version=$(locked wasm-bindgen)
    if [[ $(wasm-bindgen --version 2>/dev/null || true) == "wasm-bindgen $version" ]]; then
        bindgen() { wasm-bindgen --target web --no-typescript --out-dir "$2" --out-name "$3" "$1"; }
        return
    fi
    folder=$cache/wasm-bindgen-$version
    bindgen() { "$cache/wasm-bindgen-$(locked wasm-bindgen)/wenmai-bindgen" "$@"; }
    [[ -x $folder/wenmai-bindgen ]] && return
    say "building wasm-bindgen $version (a minute, once)"
    mkdir -p "$folder/source/src"
    cat >"$folder/source/Cargo.toml" <<END
[package]
name = "wenmai-bindgen"
version = "$version"
edition = "2021"
[dependencies]
wasm-bindgen-cli-support = "=$version"
[profile.release]
opt-level = 1
END
    cat >"$folder/source/src/main.rs" <<'END'
use std::{env, path::PathBuf, process::exit};

fn main() {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let [input, folder, name] = &arguments[..] else {
        eprintln!("usage: wenmai-bindgen INPUT.wasm FOLDER NAME");
        exit(2);
    };
    let result = wasm_bindgen_cli_support::Bindgen::new()
        .input_path(PathBuf::from(input))
        .out_name(&name.to_string_lossy())
        .web(true)
        .and_then(|bindgen| bindgen.typescript(false).generate(PathBuf::from(folder)));
    if let Err(error) = result {
        eprintln!("wasm-bindgen: {error:?}");
        exit(1);
    }
}
END
    (cd "$folder/source" && CARGO_TARGET_DIR=$folder/target cargo build --release) >&2
    mv "$folder/target/release/wenmai-bindgen" "$folder/wenmai-bindgen"
    rm -rf "$folder/target"
}

setup_npm() {
    local key
    key=$(contents package.json package-lock.json)
    if [[ -d node_modules ]] && done_with npm "$key"; then return; fi
    say "installing the pinned npm packages"
    npm ci --ignore-scripts --no-audit --no-fund >&2
    mark npm "$key"
}

# The first of the usual browsers, on standard output.
find_browser() {
    local name
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if [[ $name ]] && have "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

setup_browser() {
    if ! find_browser >/dev/null && [[ $EUID == 0 ]] && have apt-get; then
        say "installing Debian's chromium"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
            --no-install-recommends chromium fonts-noto-cjk; } >&2 || say "apt-get failed"
    fi
    CHROMIUM=$(find_browser) && export CHROMIUM
}
no_browser="the browser steps need Chromium or Chrome: install one, or set CHROMIUM to its path"

setup() {
    require_base
    setup_npm
    setup_wasm_target
    setup_bindgen
}

# ---------------------------------------------------------------------------------------- build

build_binary() {
    say "building the command line"
    cargo build --locked --release --features train --bin wenmai
}

build_pack() {
    local key
    key=$(contents "$binary" package-lock.json data)
    if [[ -f $work/wenmai-phrases.pack ]] && done_with pack "$key"; then return; fi
    say "compiling the packs"
    mkdir -p "$work"
    "$binary" pack -o "$work/wenmai.pack"
    local part
    for part in readings definitions phrases; do
        "$binary" pack --part "$part" -o "$work/wenmai-$part.pack"
    done
    mark pack "$key"
}

build_wasm() {
    say "building the wasm"
    # Browsers compile what a page runs for the first time while it runs: less code is ready sooner.
    # Measured against 3 and the default threshold: 15 % less code, the same speed once it is warm. Cargo optimises
    # across crates only where a library is built as one kind alone. With SIMD the words of the model come a quarter
    # faster; browsers have it since Chrome 91, Firefox 89 and Safari 16.4.
    RUSTC=$wasm_compiler CARGO_TARGET_DIR=$wasm_folder CARGO_PROFILE_RELEASE_OPT_LEVEL=2 \
        RUSTFLAGS="${RUSTFLAGS:-} -Cllvm-args=-inline-threshold=25 -Ctarget-feature=+simd128" \
        cargo rustc --locked --release --lib --crate-type cdylib --target "$wasm_target"
    local built=$wasm_folder/$wasm_target/release/wenmai.wasm key optimiser
    optimiser=node_modules/.bin/wasm-opt
    [[ -x $optimiser ]] || optimiser=$(command -v wasm-opt || true)
    key=$(contents "$built" Cargo.lock)-${optimiser:+optimised}
    if [[ -d $work/web ]] && done_with web "$key"; then return; fi
    rm -rf "$work/web"
    mkdir -p "$work/web"
    bindgen "$built" "$work/web" wenmai_core
    if [[ $optimiser ]]; then
        say "optimising the wasm"
        # rustc's own features are named, so that the optimiser neither refuses nor adds any. It would put whatever is
        # called once into its caller: a browser would have to compile all of it before the first sentence is read.
        "$optimiser" -O3 --one-caller-inline-max-function-size=50 \
            --enable-bulk-memory --enable-mutable-globals --enable-multivalue \
            --enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext --enable-simd \
            -o "$work/optimised.wasm" "$work/web/wenmai_core_bg.wasm"
        mv "$work/optimised.wasm" "$work/web/wenmai_core_bg.wasm"
    else
        say "skipped: wasm-opt is not here (npm's optional package binaryen); 1 % more to download"
    fi
    mark web "$key"
}

# The page's files: styles without comments and white space, scripts as www/make/shell.js puts them
# together. What other scripts are made of is left in $work/written.
write_shell() {
    local esbuild=node_modules/.bin/esbuild written=$work/written
    rm -rf "$written"
    mkdir -p "$written"
    cp -R www/. "$written"
    local -a styles
    mapfile -t styles < <(find www -name '*.css' | sort)
    "$esbuild" "${styles[@]}" --minify --charset=utf8 --target=esnext --outbase=www \
        --outdir="$written" --allow-overwrite --log-level=warning
    cp -R "$written/." "$1"
    # What makes other products of the site is no part of it.
    rm -r "$1/make" "$1/archive" "$1/vendor"
    find "$1" -name '*.js' -delete
    node www/make/shell.js "$1"
}

# The script of the files that articles are saved as, which load nothing: one classic script,
# with the styles that it needs as text.
write_standalone() {
    local esbuild=node_modules/.bin/esbuild written=$work/written
    "$esbuild" "$written/standalone/main.js" --bundle --format=iife --minify --charset=utf8 \
        --target=esnext --loader:.css=text --outfile="$1/standalone.js" --log-level=warning
    # The pages that wenmai render writes share one script and one style.
    "$esbuild" "$written/archive/main.js" --bundle --format=iife --minify --charset=utf8 \
        --target=esnext --loader:.css=text --outfile="$1/archive.js" --log-level=warning
    "$esbuild" "$written/archive/archive.css" --bundle --minify --charset=utf8 --target=esnext \
        --outfile="$1/archive.css" --log-level=warning
}

# What a page that is installed needs: pictures of the icon, and the service worker with the list
# of the files. Last of all, when every file is as it will be.
write_installable() {
    node www/make/icons.js "$1"
    node www/make/offline.js "$1"
}

# dist/site/, which any static host can serve. It is assembled beside and swapped in whole: a
# server never sees half of it.
assemble() {
    local release fresh=$work/site
    release=$("$binary" --version | awk '{ print $NF }')
    rm -rf "$fresh" "$work/site.old"
    mkdir -p "$fresh" dist
    say "writing the page's files"
    write_shell "$fresh"
    write_standalone "$fresh"
    cp "$work/web/"* "$work/"*.pack LICENSE THIRD-PARTY.md "$fresh"
    node_modules/.bin/esbuild "$work/web/wenmai_core.js" --minify --target=esnext --log-level=warning \
        --allow-overwrite --outfile="$fresh/wenmai_core.js"
    printf 'export const RELEASE = "%s";\n' "$release" >"$fresh/release.js"
    write_installable "$fresh"
    if [[ -d dist/site ]]; then mv dist/site "$work/site.old"; fi
    mv "$fresh" dist/site
    rm -rf "$work/site.old"
    say "dist/site/ holds release $release"
}

build() {
    setup
    build_binary
    build_pack
    build_wasm
    assemble
}

# dist/npm/, the package for bundlers and for Node.
write_package() {
    say "writing the npm package"
    node www/make/package.js dist/site dist/npm
}

# For hosts: files ready compressed, and a digest of every file.
finish_site() {
    say "compressing the site and listing its digests"
    node www/make/integrity.js dist/site
    node www/make/compress.js dist/site --cache "$work/compressed"
}

# dist/wenmai.html, the page as one file that opens from a disk.
write_single() {
    say "writing the page as one file"
    node www/make/single.js dist/site dist/wenmai.html
}

dist() {
    build
    write_single
    write_package
    finish_site
}

pack() {
    setup
    build_binary
    build_pack
}

# train: data/model.bin, with the settings of the committed one.
train() {
    pack
    [[ -d $corpora ]] ||
        die "the corpora of data/recipe.tsv are not in $corpora: name their folder in WENMAI_CORPORA"
    say "training the model"
    "$binary" train --pack "$work/wenmai.pack" --recipe data/recipe.tsv --from data --from "$corpora" \
        --held-out 20 --cutoff 3 --rate 0.06 --epochs 4 --epochs-after 2 --keep 90000 --keep-words 45000 \
        --levels 40 --fingerprint 8 --out data/model.bin
}

# ---------------------------------------------------------------------- serve, test, size, bench

serve() {
    local arguments=(dist/site) open=yes
    while [[ $# -gt 0 ]]; do
        case $1 in
        --no-open) open= ;;
        --port)
            arguments+=(--port "${2:?--port needs a number}")
            shift
            ;;
        *) use ;;
        esac
        shift
    done
    build
    if [[ $open ]] && ! in_ci; then arguments+=(--open); fi
    exec node tests/serve.js "${arguments[@]}"
}

test_style() {
    if cargo fmt --version >/dev/null 2>&1; then
        say "checking the format"
        cargo fmt --check
    else
        skip "the format check needs rustfmt (rustup component add rustfmt)"
    fi
    if ! cargo clippy --version >/dev/null 2>&1; then
        skip "the lints need clippy (rustup component add clippy)"
        return
    fi
    say "linting"
    cargo clippy --locked --all-targets --features train -- -D warnings
    if [[ $wasm_folder == "$target" ]]; then
        cargo clippy --locked --lib --target "$wasm_target" -- -D warnings
    else
        # Not by skip: that this machine has another compiler for wasm is no fault of its set-up.
        say "skipped: clippy on the wasm code has to come with the compiler that builds it"
    fi
}

test_all() {
    setup
    test_style
    say "building the documentation"
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
    dist
    say "testing the library and the command line"
    if [[ -d $corpora ]]; then
        WENMAI_CORPORA=$corpora cargo test --locked --features train
    else
        say "skipped: the scores on public corpora need these in $corpora; name another folder in WENMAI_CORPORA"
        cargo test --locked --features train
    fi
    size_table
    local tests=(tests/*.test.js tests/browser/*.test.js)
    if setup_browser; then
        say "testing in $CHROMIUM"
    else
        skip "$no_browser"
        tests=(tests/*.test.js tests/browser/server.test.js)
    fi
    # What hangs fails, with its name.
    node --test --test-timeout=480000 "${tests[@]}"
}

size_table() {
    say "measuring the first load"
    node benches/size.js dist/site
}

bench() {
    build
    say "measuring natively"
    # Benches unwind where the release aborts; Cargo would write the library of either kind to
    # one file, so that both get the same and a folder of their own.
    CARGO_PROFILE_RELEASE_PANIC=unwind CARGO_TARGET_DIR=$target/bench \
        cargo bench --locked --bench native
    setup_browser || die "$no_browser"
    local results=$work/bench part
    mkdir -p "$results"
    for part in browser node length; do
        say "measuring: benches/$part.js"
        node "benches/$part.js" >"$results/$part.json"
    done
    WENMAI_CRITERION=$target/bench/criterion node benches/report.js "$results" "$@"
}

use() {
    printf '%s\n' "$usage" >&2
    exit 2
}

main() {
    local command=${1:-}
    [[ $command ]] || use
    shift
    case $command in
    serve | bench) ;;
    *) [[ $# == 0 ]] || use ;;
    esac
    case $command in
    setup)
        setup
        setup_browser || say "$no_browser"
        say "everything is set up"
        ;;
    build) build ;;
    dist) dist ;;
    serve) serve "$@" ;;
    test) test_all ;;
    bench) bench "$@" ;;
    size)
        build
        size_table
        ;;
    train) train ;;
    pack)
        pack
        say "the pack is $work/wenmai.pack"
        ;;
    *) use ;;
    esac
}

main "$@"
