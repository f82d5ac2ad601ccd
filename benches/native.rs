//! Native speed: loading a pack, reading one fixed article, the one the page opens with, and the
//! clean news that every engine of the other benches reads.
//!
//! Run by `./build.sh bench`, which makes the pack first and sets the results beside the
//! browser's.

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, Throughput};
use wenmai::engine::{Engine, Options};
use wenmai::lexicon::Lexicon;
use wenmai::model::Model;
use wenmai::model::observations::Observations;
use wenmai::own_words::Occurrences;
use wenmai::pack::Pack;
use wenmai::rules::{Context, reading};
use wenmai::segment::propose;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pack = std::env::var_os("WENMAI_PACK")
        .map_or_else(|| root.join("dist/site/wenmai.pack"), PathBuf::from);
    let pack = std::fs::read(&pack)
        .map_err(|error| format!("{}: {error}: run ./build.sh bench", pack.display()))?;
    let seed = std::fs::read_to_string(root.join("tests/gold/seed.raw.txt"))?;
    let engine = Engine::new(pack.clone())?;
    let lexicon = Lexicon::from_pack(&Pack::read(pack.clone())?)?;
    let options = Options::default();
    let source = engine.clean(&seed, &options);
    let shadow = engine.converter().shadow(source.clean());
    let none = Occurrences::none();

    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("load", |bencher| {
        bencher.iter_batched(|| pack.clone(), Engine::new, BatchSize::LargeInput);
    });
    let mut group = criterion.benchmark_group("article");
    group.throughput(Throughput::Elements(seed.chars().count() as u64));
    group.bench_function("clean", |bencher| {
        bencher.iter(|| engine.clean(black_box(&seed), &options));
    });
    group.bench_function("analyse", |bencher| {
        bencher.iter(|| engine.analyse(black_box(&seed), &options));
    });
    group.throughput(Throughput::Elements(shadow.chars().len() as u64));
    group.bench_function("segment", |bencher| {
        bencher.iter(|| propose(black_box(&shadow), &lexicon, &none));
    });
    let words = propose(&shadow, &lexicon, &none);
    let context = Context::new(&shadow, &words, &lexicon);
    group.bench_function("rules", |bencher| {
        bencher.iter(|| reading::read(black_box(&context)));
    });
    let model = Model::read(Pack::read(pack.clone())?.section("model")?.as_ref())?;
    let observations = Observations::new(&context);
    group.bench_function("decode", |bencher| {
        bencher.iter(|| {
            let known = model.know(black_box(&observations));
            let lines = observations.lines().into_iter();
            lines.map(|line| known.decode(line)).collect::<Vec<_>>()
        });
    });
    group.finish();
    let news = undamaged(root)?;
    let mut group = criterion.benchmark_group("news");
    group.throughput(Throughput::Elements(news.chars().count() as u64));
    group.bench_function("dictionary", |bencher| {
        bencher.iter(|| {
            let shadow = engine.converter().shadow(black_box(&news));
            propose(&shadow, &lexicon, &none)
        });
    });
    group.bench_function("learned", |bencher| {
        bencher.iter(|| engine.words(black_box(&news)));
    });
    group.bench_function("analysis", |bencher| {
        bencher.iter(|| engine.analyse(black_box(&news), &options));
    });
    group.finish();
    criterion.final_summary();
    Ok(())
}

/// The articles that need no repair, in one: the text of the benches in browsers and in Node.
fn undamaged(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut articles = Vec::new();
    for name in ["02", "05", "08", "11", "13"] {
        let path = root.join(format!("tests/gold/own-{name}.raw.txt"));
        articles.push(std::fs::read_to_string(path)?);
    }
    Ok(articles.join("\n"))
}
