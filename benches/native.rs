//! Native speed: loading a pack, and reading one fixed article, the one the page opens with.
//!
//! Run by `./build.sh bench`, which makes the pack first and sets the results beside the
//! browser's.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;

use criterion::{BatchSize, Criterion, Throughput};
use wenmai::engine::{Engine, Options};

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pack =
        std::env::var_os("WENMAI_PACK").map_or_else(|| root.join("dist/wenmai.pack"), Into::into);
    let inputs = std::fs::read(&pack)
        .map_err(|error| format!("{}: {error}: run ./build.sh bench", pack.display()))
        .and_then(|pack| {
            Engine::new(pack.clone())
                .map(|engine| (pack, engine))
                .map_err(|error| error.to_string())
        })
        .and_then(|(pack, engine)| {
            let seed = root.join("tests/gold/seed.raw.txt");
            std::fs::read_to_string(seed)
                .map(|seed| (pack, engine, seed))
                .map_err(|error| format!("tests/gold/seed.raw.txt: {error}"))
        });
    let (pack, engine, seed) = match inputs {
        Ok(inputs) => inputs,
        Err(reason) => {
            eprintln!("bench: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let mut criterion = Criterion::default().configure_from_args();
    bench(&mut criterion, &pack, &engine, &seed);
    criterion.final_summary();
    ExitCode::SUCCESS
}

fn bench(criterion: &mut Criterion, pack: &[u8], engine: &Engine, seed: &str) {
    criterion.bench_function("load", |bencher| {
        bencher.iter_batched(|| pack.to_vec(), Engine::new, BatchSize::LargeInput);
    });

    let whole = Options::default();
    let article = engine.analyse(seed, &whole);
    let clean = article.text();
    let mut group = criterion.benchmark_group("article");
    group.throughput(Throughput::Elements(seed.chars().count() as u64));
    group.bench_function("analyse", |bencher| {
        bencher.iter(|| engine.analyse(black_box(seed), &whole));
    });
    // The difference to the one above is what the repairs cost.
    let repaired = Options {
        clean: false,
        ..Options::default()
    };
    group.throughput(Throughput::Elements(clean.chars().count() as u64));
    group.bench_function("analyse-repaired", |bencher| {
        bencher.iter(|| engine.analyse(black_box(clean), &repaired));
    });
    group.finish();
}
