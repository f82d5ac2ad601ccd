//! A folder of pages: every article that is new or has changed is read, several at a time, and the
//! indexes are made of what is noted of all of them.

use std::num::NonZero;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use serde::Serialize;
use wenmai::engine::Engine;
use wenmai::error::{Error, Result};
use wenmai::own_words::file::WireWord;
use wenmai::wire::sha256;

use super::assets::Site;
use super::inputs::Input;
use super::output::Output;
use super::state::{Before, Header, Line, SCHEMA, Summary};
use super::words::{Language, Word};
use super::{Arguments, Settings, article, index, inputs, names, read};
use crate::engine;
use crate::report::Failure;

/// How many articles are in memory at a time, for each that is read.
const AHEAD: usize = 16;

/// An article as the lists name it; the rest is in the line at `start` of the journal.
pub struct Listed {
    /// Its headline, or how it begins.
    pub title: Box<str>,
    /// Its page.
    pub page: Box<str>,
    /// The day that it is of.
    pub date: Option<Box<str>>,
    /// Where its line lies.
    pub start: u64,
}

impl Listed {
    /// What it is called where it is listed.
    pub fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.page
        } else {
            &self.title
        }
    }
}

/// An archive while it is written.
pub struct Archive<'a> {
    /// Its folder.
    pub output: Output,
    /// All its articles, in order of their files.
    pub articles: Vec<Listed>,
    /// Of the lists.
    pub language: Language,
    /// What it is called.
    pub title: &'a str,
    /// The day that its pages bear.
    pub date: Option<&'a str>,
}

/// Writes the archive.
///
/// # Errors
/// Whatever keeps the whole from being written.
pub fn write(
    arguments: &Arguments,
    settings: &Settings,
    site: &Site,
) -> std::result::Result<ExitCode, Failure> {
    let (inputs, failures) = inputs::collect(&arguments.files);
    let mut run = Run {
        arguments,
        settings,
        failed: !failures.is_empty(),
        engine: None,
        articles: Vec::with_capacity(inputs.len()),
        traditional: 0,
    };
    for error in failures {
        Failure::from(error).report();
    }
    let header = Header {
        schema: SCHEMA.to_owned(),
        release: wenmai::RELEASE.to_owned(),
        settings: digest(settings),
    };
    let mut before = Before::read(&arguments.output, &header)?;
    let mut output = Output::open(&arguments.output, std::mem::take(&mut before.files))?;
    output.note(&Line::Archive(header).write())?;
    site.copy(&mut output, settings.engine)?;
    run.articles(&inputs, &before, &mut output)?;

    let Run {
        failed,
        articles,
        traditional,
        ..
    } = run;
    let language = settings.language.unwrap_or_else(|| {
        if 2 * traditional >= articles.len() {
            Language::Traditional
        } else {
            Language::Simplified
        }
    });
    let mut archive = Archive {
        output,
        articles,
        language,
        title: settings
            .title
            .as_deref()
            .unwrap_or_else(|| language.word(Word::Archive)),
        date: settings.date.as_deref(),
    };
    index::write(&mut archive)?;
    names::write(&mut archive)?;
    archive.output.finish()?;
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Digest of all that pages depend on beside their article.
fn digest(settings: &Settings) -> String {
    #[derive(Serialize)]
    struct Digested<'a> {
        clean: bool,
        lexicon: Vec<WireWord<'a>>,
        language: Option<&'a str>,
        title: Option<&'a str>,
        date: Option<&'a str>,
        engine: bool,
    }
    let digested = Digested {
        clean: settings.options.clean,
        lexicon: settings.lexicon.iter().map(WireWord::from).collect(),
        language: settings.language.map(Language::tag),
        title: settings.title.as_deref(),
        date: settings.date.as_deref(),
        engine: settings.engine,
    };
    // Strings and truth values only: nothing that JSON lacks.
    sha256(&serde_json::to_string(&digested).unwrap_or_default())
}

/// One run over all articles.
struct Run<'a> {
    arguments: &'a Arguments,
    settings: &'a Settings,
    /// Whether anything was left out.
    failed: bool,
    /// Loaded when the first article has to be read: mostly nothing has changed.
    engine: Option<Engine>,
    articles: Vec<Listed>,
    /// How many articles are in Traditional characters.
    traditional: usize,
}

/// An article that has to be read.
struct Task<'a> {
    input: &'a Input,
    text: String,
}

impl Run<'_> {
    fn articles(
        &mut self,
        inputs: &[Input],
        before: &Before,
        output: &mut Output,
    ) -> std::result::Result<(), Failure> {
        let jobs = match self.arguments.jobs {
            Some(jobs) => usize::from(jobs),
            None => thread::available_parallelism().map_or(1, NonZero::get),
        };
        let mut lookup = before.lookup();
        for inputs in inputs.chunks(jobs * AHEAD) {
            let texts = parallel(jobs, inputs, |input| {
                let text = read(&input.file)?;
                let digest = sha256(&text);
                Ok((text, digest))
            });
            let mut tasks = Vec::new();
            let mut known = Vec::with_capacity(inputs.len());
            for (input, text) in inputs.iter().zip(texts) {
                let summary = lookup
                    .article(&input.source)
                    .filter(|summary| summary.page == input.page && output.has(&summary.page));
                known.push(match text {
                    Ok((_, digest)) if summary.as_ref().is_some_and(|one| one.sha256 == digest) => {
                        summary
                    }
                    Ok((text, _)) => {
                        tasks.push(Task { input, text });
                        None
                    }
                    // What was good before is better than nothing.
                    Err(error) => {
                        self.report(input, error);
                        summary
                    }
                });
            }
            let mut read = self.read(jobs, &tasks)?.into_iter().peekable();
            for (input, known) in inputs.iter().zip(known) {
                let fresh = read.next_if(|page| page.summary.source == input.source);
                match (known, fresh) {
                    (Some(summary), _) => {
                        self.note(&summary, output)?;
                        output.keep(&summary.page);
                    }
                    (None, Some(page)) => match output.check(&page.summary.page) {
                        Ok(()) => {
                            self.note(&page.summary, output)?;
                            output.page(&page.summary.page, page.html.as_bytes())?;
                        }
                        Err(error) => self.report(input, error),
                    },
                    (None, None) => {}
                }
            }
        }
        Ok(())
    }

    /// Reads articles, several at a time; gives them in their order.
    fn read(
        &mut self,
        jobs: usize,
        tasks: &[Task],
    ) -> std::result::Result<Vec<article::Page>, Failure> {
        if tasks.is_empty() {
            return Ok(Vec::new());
        }
        if self.engine.is_none() {
            self.engine = Some(engine::load_with_readings(self.arguments.pack.as_deref())?);
        }
        let Some(engine) = &self.engine else {
            return Ok(Vec::new());
        };
        Ok(parallel(jobs, tasks, |task| {
            article::page(engine, task.input, &task.text, self.settings)
        }))
    }

    /// Notes an article before its page is written.
    fn note(&mut self, summary: &Summary, output: &mut Output) -> Result<()> {
        // Written as it is read: a summary is the same bytes whichever run made it.
        let line = serde_json::to_string(&ArticleLine { article: summary }).unwrap_or_default();
        let start = output.note(&line)?;
        self.traditional += usize::from(summary.script != "hans");
        self.articles.push(Listed {
            title: summary.title.as_str().into(),
            page: summary.page.as_str().into(),
            date: summary.date.as_deref().map(Box::from),
            start,
        });
        Ok(())
    }

    fn report(&mut self, input: &Input, error: Error) {
        Failure::new(&input.file.display().to_string(), error).report();
        self.failed = true;
    }
}

/// A line as [`Line::Article`] is written, of a summary that stays where it is.
#[derive(Serialize)]
struct ArticleLine<'a> {
    article: &'a Summary,
}

/// What `work` gives for each of `items`, in their order, `jobs` at a time.
fn parallel<T: Sync, R: Send>(jobs: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(item)));
        }
    };
    let mut all: Vec<(usize, R)> = thread::scope(|scope| {
        let jobs = jobs.min(items.len());
        let threads: Vec<_> = (1..jobs).map(|_| scope.spawn(worker)).collect();
        let mut all = worker();
        for thread in threads {
            match thread.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|&(index, _)| index);
    all.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_order_however_many_work() {
        let items: Vec<usize> = (0..1000).collect();
        let expected: Vec<usize> = items.iter().map(|item| item * item).collect();
        for jobs in [1, 2, 7, 2000] {
            assert_eq!(parallel(jobs, &items, |item| item * item), expected);
        }
        assert!(parallel(4, &[] as &[usize], |item| *item).is_empty());
    }

    #[test]
    fn a_line_of_an_article_is_read_as_one() {
        let summary = Summary {
            source: "a.txt".to_owned(),
            sha256: String::new(),
            page: "a.html".to_owned(),
            title: "😀\u{2028}".to_owned(),
            date: None,
            lead: String::new(),
            script: "hant".to_owned(),
            named: Vec::new(),
        };
        let line = serde_json::to_string(&ArticleLine { article: &summary }).unwrap();
        assert_eq!(line, Line::Article(summary).write());
    }
}
