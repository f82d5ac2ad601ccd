//! Times of the stages.
#![allow(clippy::unwrap_used)]
use std::time::Instant;
use wenmai::engine::*; use wenmai::pack::*; use wenmai::lexicon::*; use wenmai::segment::*; use wenmai::rules::*; use wenmai::model::*; use wenmai::model::features::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&a[2]).unwrap();
    let pack = Pack::read(std::fs::read(&a[1]).unwrap()).unwrap();
    let lexicon = Lexicon::from_pack(&pack).unwrap();
    let model = Model::read(pack.section("model").unwrap()).unwrap();
    let engine = Engine::from_pack(pack).unwrap();
    let articles: Vec<&str> = text.as_bytes().len().checked_sub(0).map(|_| text.split("\n").collect::<Vec<_>>()).unwrap();
    let articles: Vec<String> = articles.chunks(8).map(|c| c.join("\n")).collect();
    let n: usize = articles.iter().map(|a| a.chars().count()).sum();
    let mut t = [0.0f64; 9];
    for _ in 0..3 { for text in &articles {
        let i = Instant::now(); let source = engine.clean(text, &Options::default()); t[0] += i.elapsed().as_secs_f64();
        let i = Instant::now(); let shadow = engine.converter().shadow(source.clean()); t[1] += i.elapsed().as_secs_f64();
        let i = Instant::now(); let words = propose(&shadow, &lexicon); t[2] += i.elapsed().as_secs_f64();
        let i = Instant::now(); let c = Context::new(&shadow, &words, &lexicon); t[3] += i.elapsed().as_secs_f64();
        let i = Instant::now(); let r = reading::read(&c); t[4] += i.elapsed().as_secs_f64();
        let i = Instant::now(); let mut o = Observations::new(&c); o.note_rules(&r); t[5] += i.elapsed().as_secs_f64();
        let i = Instant::now(); for l in o.lines() { let d = model.decode(&o, l); std::hint::black_box(&d); } t[6] += i.elapsed().as_secs_f64();
        let i = Instant::now(); let x = wenmai::tag::tag(&c, Some(&model)); t[7] += i.elapsed().as_secs_f64(); std::hint::black_box(x);
        let i = Instant::now(); let x = engine.analyse(text, &Options::default()); t[8] += i.elapsed().as_secs_f64(); std::hint::black_box(x);
    } }
    for (name, t) in ["clean", "shadow", "propose", "context", "rules", "observe", "decode", "tag(all)", "analyse(all)"].iter().zip(t) { println!("{name:14} {:.0} ns/char", 1e9 * t / (3 * n) as f64); }
}
