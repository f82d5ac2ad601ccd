//! Derives the release id: the package version and a digest of everything that shapes what the
//! wasm and the pack contain. Script, wasm and pack carry it, so that a mix of two builds in a
//! browser cache is told from a whole one.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut digest = 0xcbf2_9ce4_8422_2325_u64;
    for part in [
        "src",
        "data",
        "Cargo.toml",
        "Cargo.lock",
        "package-lock.json",
    ] {
        println!("cargo:rerun-if-changed={part}");
        digest_path(&root.join(part), &mut digest);
    }
    let version = std::env::var("CARGO_PKG_VERSION").unwrap_or_default();
    println!(
        "cargo:rustc-env=WENMAI_RELEASE={version}+{:08x}",
        (digest >> 32) as u32 ^ digest as u32
    );
}

/// Folds a file, or a folder's files in name order, into `digest` (FNV-1a, 64 bits).
fn digest_path(path: &Path, digest: &mut u64) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut children: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        children.sort();
        for child in children {
            digest_path(&child, digest);
        }
    } else if let Ok(bytes) = fs::read(path) {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        for byte in name.bytes().chain(bytes) {
            *digest = (*digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
