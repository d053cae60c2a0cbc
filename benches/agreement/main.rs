//! How long comparing annotators takes: the counts of every two of many, and gamma of two. Prints milliseconds; `cargo xtask bench agreement` runs it, and
//! pygamma-agreement on the same spans.

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    native::main();
}

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::io::Write;
    use std::sync::Arc;
    use std::time::Instant;

    use postil::domain::agreement::{Agreement, Depth, Scope, Study, gamma};
    use postil::domain::annotation::{AnnotationSet, Fragments, Span};
    use postil::domain::article::plain;
    use postil::domain::formats::outlet::Annotated;
    use postil::domain::id::{Annotator, DocumentId, LabelId, SetId, SpanId};
    use postil::domain::text::Text;

    const ANNOTATORS: usize = 20;
    const DOCUMENTS: usize = 500;
    const SPANS: usize = 40;

    struct Chance(u64);

    impl Chance {
        fn below(&mut self, n: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % n
        }
    }

    /// A document in which so many annotators mark nearly the same spans.
    fn article(number: usize, annotators: usize, spans: usize, chance: &mut Chance) -> Annotated {
        let words = spans * 6;
        let text = Text::new(&"treaty ".repeat(words));
        let document = Arc::new(plain::document(DocumentId::new(format!("d{number}")), text.clone()));
        let labels = ["actor", "agreement", "focus-area"];
        let base: Vec<(usize, usize)> = (0..spans).map(|n| (n * 6 + chance.below(3), 1 + chance.below(2))).collect();
        let sets = (0..annotators).map(|annotator| {
            let marked = base.iter().enumerate().filter_map(|(n, (first, length))| {
                let length = length + usize::from(chance.below(5) == 0);
                let label = labels[if chance.below(8) == 0 { chance.below(3) } else { n % 3 }];
                if chance.below(10) == 0 {
                    return None;
                }
                let range = text.range(first * 7, (first + length) * 7 - 1)?;
                let id = SpanId::new(format!("s{n}"));
                Some(Arc::new(Span::manual(id, LabelId::new(label), Fragments::one(range)?, &"".into())))
            });
            let set =
                AnnotationSet::new(SetId::new(""), document.id().clone(), Annotator::new(format!("a{annotator:02}")));
            Arc::new(set.with(marked.collect(), Vec::new()))
        });
        let sets = sets.collect();
        Annotated { document, sets, split: String::new() }
    }

    fn milliseconds(work: impl FnOnce()) -> f64 {
        let begin = Instant::now();
        work();
        begin.elapsed().as_secs_f64() * 1_000.0
    }

    pub(super) fn main() {
        let mut out = std::io::stdout();
        let mut chance = Chance(7);
        let items: Vec<Annotated> = (0..DOCUMENTS).map(|n| article(n, ANNOTATORS, SPANS, &mut chance)).collect();
        let mut study = Study::default();
        let made = milliseconds(|| study = Study::of(&items, &Scope::default()));
        let mut pairs = 0;
        let counted = milliseconds(|| {
            pairs = Agreement::of(&study, Depth::Plain, 0, &mut |_| true).map_or(0, |agreement| agreement.pairs.len());
        });
        // What can't be printed nobody reads.
        let _ = writeln!(
            out,
            "{ANNOTATORS} annotators, {DOCUMENTS} documents, {SPANS} spans: made ready in {made:.0} ms, {pairs} pairs counted in {counted:.0} ms"
        );
        for spans in [100, 500] {
            let study = Study::of(&[article(0, 2, spans, &mut Chance(3))], &Scope::default());
            let mut found = None;
            let took = milliseconds(|| found = gamma(study.cases(), &[0, 1], 0, &mut |_| true).ok());
            let Some(found) = found else {
                continue;
            };
            let _ = writeln!(
                out,
                "gamma of two annotators, {spans} spans: {:.3} from {} random continua in {took:.0} ms, {:.2} ms each",
                found.gamma,
                found.rounds,
                took / (found.rounds + 1) as f64
            );
            if spans == 100 {
                let path = std::env::var("POSTIL_BENCH_SPANS").unwrap_or_default();
                let lines: Vec<String> = study.documents[0]
                    .case
                    .annotators
                    .iter()
                    .enumerate()
                    .flat_map(|(n, units)| {
                        units
                            .iter()
                            .flatten()
                            .map(move |unit| format!("{n},{},{},{}", unit.start(), unit.end(), unit.label))
                    })
                    .collect();
                if !path.is_empty() {
                    let _ = std::fs::write(path, lines.join("\n"));
                }
            }
        }
    }
}
