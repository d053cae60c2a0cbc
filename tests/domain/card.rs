//! The dataset card, as it is written for a small project, and whatever people called their things.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use crate::support::cases;
use crate::support::marked::annotated;
use crate::support::texts::awkward;
use postil::domain::dataset::ratios::Ratios;
use postil::domain::dataset::split::Profiles;
use postil::domain::formats::Format;
use postil::domain::formats::card::{self, Card};
use postil::domain::formats::outlet::{About, Annotated, Lost, Options};
use postil::domain::id::ProjectId;
use postil::domain::project::Project;
use postil::domain::schema::Label;
use postil::domain::statistics::Statistics;

fn about(change: impl FnOnce(&mut Project)) -> About {
    let mut project = Project::new(ProjectId::new("p"), "Pacts of *2026*");
    change(&mut project);
    About::of(&project)
}

fn counted(items: &[(&str, Annotated)]) -> Statistics {
    let mut statistics = Statistics::default();
    items.iter().for_each(|(split, item)| statistics.add(&item.item(split)));
    statistics
}

/// The card of the first test.
const WHOLE: &str = r#"# Pacts of \*2026\*

|  | Number |
|---|---|
| Articles | 2 |
| Annotation sets | 2 |
| Spans | 3 |
| Relations | 0 |
| Words | 8 |
| Characters (Unicode code points) | 44 |

## Splits

| Split | Articles | Spans |
|---|---|---|
| train | 1 | 2 |
| test | 1 | 1 |

Split by stratified sampling over the labels with seed 7; articles that are nearly the same, or of which one is part of another, are in the same split (0 such groups).

## Labels

| Label | Name | Spans | Articles |
|---|---|---|---|
| actor | Actor | 2 | 2 |
| agreement | Agreement | 1 | 1 |

### actor

* Definition: A person, state, organisation or group that acts or takes part.
* Examples: “South Korea”, “Wang Yun-jong”
* In the data: “South Korea”, “Japan”
* Attribute kind (Kind): one of State, International organisation, Company, Person, Civil society, Other; given for 0 of 2 spans

### agreement

* Definition: A treaty, accord, dialogue, programme or commitment between actors.
* Examples: “Economic Security Dialogue”, “the 2024 accord”
* In the data: “accord”
* Attribute status (Status): one of Proposed, Under negotiation, Signed, In force, Ended; given for 0 of 1 spans

## Relations

| Type | Name | From | To | Relations |
|---|---|---|---|---|
| party-to | party to | actor | agreement | 0 |

## Annotators

| Annotator | Articles | Spans |
|---|---|---|
| mara | 2 | 3 |

Agreement: F1 0.81

## Provenance

* Sources: example.org (1)
* Languages: en (1)
* Published: 2026-03-01
* Exported: 2026-04-01T00:00:00Z
* Annotated with Postil, exported as hf

## Offsets and losses

Offsets count Unicode code points, as Python does: `text[start:end]` is the span; the end is exclusive.

The format could not hold all that was annotated:

* 2 × a note left out

## Licence

Licence: CC-BY-4.0

## Guidelines

### Names
Mark *whole* names.
```
# code
```
"#;

#[test]
fn a_card_tells_everything() {
    let about = about(|project| {
        let schema = Arc::make_mut(&mut project.schema);
        schema.labels.truncate(2);
        schema.relations.truncate(1);
        schema.guidelines = "# Names\nMark *whole* names.\n```\n# code".into();
    });
    let mut one = annotated("one", "[South Korea|actor] signed the [accord|agreement].");
    let document = Arc::make_mut(&mut one.document);
    document.metadata.source = Some("https://www.example.org/a?b".into());
    document.metadata.published = Some("2026-03-01".into());
    document.metadata.language = Some("en".into());
    let two = annotated("two", "[Japan|actor] did not.");
    let mut profiles = Profiles::default();
    [&one, &two].into_iter().for_each(|item| profiles.add(&item.item("")));
    let split = profiles.split(&Ratios::parse("1,1").expect("ratios"), 7);
    let items = [(split.splits[one.document.id()].clone(), one), (split.splits[two.document.id()].clone(), two)];
    let items = items.each_ref().map(|(split, item)| (split.as_str(), item.clone()));
    let options =
        Options { exported: "2026-04-01T00:00:00Z".into(), licence: "CC-BY-4.0".into(), ..Options::default() };
    let card = Card {
        about: &about,
        statistics: &counted(&items),
        format: Format::Hf,
        options: &options,
        split: Some(&split),
        columns: "",
        agreement: "F1 0.81",
        losses: Some(&BTreeMap::from([(Lost::Note, 2)])),
    };
    assert_eq!(card::body(&card), WHOLE);
}

#[test]
fn a_card_of_nothing() {
    let about = about(|project| project.name = " ".into());
    let card = Card {
        about: &about,
        statistics: &Statistics::default(),
        format: Format::Conll,
        options: &Options::default(),
        split: None,
        columns: "",
        agreement: "",
        losses: None,
    };
    let body = card::body(&card);
    assert!(body.starts_with("# p\n\n| "), "{body}");
    assert!(body.contains("there are no offsets into a text"), "{body}");
    assert!(body.contains("No licence was given."), "{body}");
    assert!(!body.contains("## Splits") && !body.contains("## Guidelines"), "{body}");
}

proptest! {
    #![proptest_config(cases(64))]

    /// Every line of a table keeps its columns, and no name begins a heading, a list or a block of HTML.
    #[test]
    fn names_stay_names(name in awkward(), mark in "[|`*_<>#\\[\\]\\\\&! -]{0,8}") {
        let name = format!("{mark}{name}");
        let about = about(|project| {
            project.name = name.clone();
            let schema = Arc::make_mut(&mut project.schema);
            schema.labels = vec![Label { definition: name.clone(), examples: vec![name.clone()], ..Label::plain(&name, &name, 0) }];
        });
        let card = Card {
            about: &about,
            statistics: &counted(&[("", annotated("one", "Words."))]),
            format: Format::Hf,
            options: &Options { licence: name.clone(), ..Options::default() },
            split: None,
            columns: "",
        agreement: "",
            losses: None,
        };
        let body = card::body(&card);
        let row = body.lines().skip_while(|line| *line != "| Label | Name | Spans | Articles |").nth(2).expect("a row");
        let bars = row.char_indices().filter(|(at, character)| *character == '|' && !row[..*at].ends_with('\\')).count();
        prop_assert_eq!(bars, 5, "{}", row);
        for line in body.lines() {
            prop_assert!(
                line.is_empty() || ["# ", "## ", "### ", "* ", "| ", "|-", "Offsets", "No licence", "Licence: "].iter().any(|start| line.starts_with(start)),
                "{}", line
            );
            prop_assert!(!line.replace("\\<", "").contains('<'), "{}", line);
        }
    }
}
