//! Looking for a regular expression in the open article.

use super::Keeper;
use super::add::Work;
use crate::app::article::FindError;
use crate::app::jobs::PatternJob;
use crate::domain::text::{Range, Text};
use crate::web::worker::{Program, Stopped};

impl Keeper {
    /// Where the expression fits the text, or why it can't; nothing if the work was cancelled.
    pub async fn find_pattern(&self, text: &Text, pattern: &str, work: &Work) -> Option<Result<Vec<Range>, FindError>> {
        let job = PatternJob { text, pattern };
        match work.run(Program::Jobs, || job.write(), |_| ()).await {
            Ok(outcome) => Some(match job.read(&outcome) {
                Some(found) => found.map_err(FindError::Pattern),
                None => Err(FindError::Broken("no answer came back".into())),
            }),
            Err(Stopped::Cancelled) => None,
            Err(Stopped::Broken(words)) => Some(Err(FindError::Broken(words))),
        }
    }
}
