//! Every word of the interface, in one typed catalogue for each language.

mod examples;
mod keys;
mod labels;
mod listing;
mod rhythm;
mod rules;

use crate::app::article::Awaited;
use crate::app::jobs::{Behind, Reading, Refusal};
use crate::app::keys::Command;
use crate::app::record::Unreadable;
use crate::app::state::{Impossible, Notice, SaveFailure};
use crate::app::tag_all::Alike;
use crate::app::views::Sort;
use crate::domain::adjudication::{Kind, Verdict, What};
use crate::domain::agreement;
use crate::domain::annotation::{Edge, Resolution, Status};
use crate::domain::article::reader::Unread;
use crate::domain::document::Role;
use crate::domain::formats::Format;
use crate::domain::formats::outlet::Lost;
use crate::domain::lint::Check;
use crate::domain::text::mentions::Variant;
use crate::ui::keeper::{AddError, ExportError, ReviseError, StartError};
use crate::web::fetch::NotFetched;
use crate::web::intl;
use crate::web::storage::StorageError;
use examples::ExampleWords;
use keys::KeyWords;
use labels::LabelWords;
use listing::ListingWords;
use rhythm::RhythmWords;
use rules::RuleWords;

/// The words of one language. Fields are named after what they say; functions put numbers and names into a sentence.
#[derive(Debug)]
pub(crate) struct Catalogue {
    /// The language, as BCP 47.
    pub(crate) language: &'static str,

    // The program.
    pub(crate) name: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) start_failed: &'static str,
    pub(crate) start_error: fn(&StartError) -> String,
    pub(crate) reload: &'static str,
    pub(crate) start_anew: &'static str,
    pub(crate) notices: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) notice: fn(&Notice) -> String,
    pub(crate) take_back: &'static str,
    pub(crate) download_now: &'static str,
    pub(crate) failing: fn(&SaveFailure) -> String,
    pub(crate) places: &'static str,
    pub(crate) library: &'static str,
    pub(crate) export: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) close: &'static str,

    // The library.
    pub(crate) first_project: &'static str,
    pub(crate) first_annotator: &'static str,
    pub(crate) project: &'static str,
    pub(crate) new_project: &'static str,
    pub(crate) new_project_hint: &'static str,
    pub(crate) rename_project: &'static str,
    pub(crate) project_name: &'static str,
    pub(crate) create: &'static str,
    pub(crate) rename: &'static str,
    pub(crate) annotator: &'static str,
    pub(crate) annotator_hint: &'static str,
    pub(crate) annotator_name: &'static str,
    pub(crate) use_name: &'static str,
    pub(crate) welcome: &'static str,
    pub(crate) welcome_lead: &'static str,
    pub(crate) paste_label: &'static str,
    pub(crate) paste_hint: &'static str,
    pub(crate) add_text: &'static str,
    pub(crate) open_file: &'static str,
    pub(crate) try_sample: &'static str,
    pub(crate) add_articles: &'static str,
    pub(crate) drop_hint: &'static str,
    pub(crate) drop_here: &'static str,
    pub(crate) articles: &'static str,
    pub(crate) article_count: fn(usize) -> String,
    pub(crate) shown_of: fn(usize, usize) -> String,
    pub(crate) search_titles: &'static str,
    pub(crate) project_progress: fn([usize; 3]) -> String,
    pub(crate) scope_chosen: fn(usize) -> String,
    pub(crate) search_articles: &'static str,
    pub(crate) searching: fn(usize) -> String,
    pub(crate) hits: fn(usize) -> String,
    pub(crate) assigned: &'static str,
    pub(crate) assigned_to_me: &'static str,
    pub(crate) assigned_to_nobody: &'static str,
    pub(crate) assignee_of: fn(&str) -> String,
    pub(crate) choose_article: fn(&str) -> String,
    pub(crate) choose_all: &'static str,
    pub(crate) chosen: fn(usize) -> String,
    pub(crate) choose_none: &'static str,
    pub(crate) assign: &'static str,
    pub(crate) assign_hint: &'static str,
    pub(crate) assignee_name: &'static str,
    pub(crate) assign_to_nobody: &'static str,
    pub(crate) set_status: &'static str,
    pub(crate) trash_chosen: &'static str,
    pub(crate) bring_back_all: &'static str,
    pub(crate) show: &'static str,
    pub(crate) show_all: &'static str,
    pub(crate) status: fn(Status) -> &'static str,
    pub(crate) sort: &'static str,
    pub(crate) sort_by: fn(Sort) -> &'static str,
    pub(crate) no_article_fits: &'static str,
    pub(crate) characters: fn(usize) -> String,
    pub(crate) added_on: fn(&str) -> String,
    pub(crate) by_others: fn(usize) -> String,
    pub(crate) delete_article: fn(&str) -> String,
    pub(crate) trash: &'static str,
    pub(crate) bring_back_now: &'static str,
    pub(crate) trash_hint: &'static str,
    pub(crate) bring_back: fn(&str) -> String,
    pub(crate) deleted_on: fn(&str) -> String,
    pub(crate) kept: &'static str,
    pub(crate) not_kept: &'static str,
    pub(crate) reading: fn(&str) -> String,
    pub(crate) pasted_text: &'static str,
    pub(crate) report: &'static str,
    pub(crate) nothing_added: &'static str,
    pub(crate) added: fn(usize) -> String,
    pub(crate) sets_added: fn(usize) -> String,
    pub(crate) already_there: fn(usize) -> String,
    pub(crate) elsewhere: fn(&str) -> String,
    pub(crate) pieces_left_out: fn(usize) -> String,
    pub(crate) files_failed: fn(usize) -> String,
    pub(crate) nothing_new: &'static str,
    pub(crate) warnings: fn(usize) -> String,
    pub(crate) warning: fn(&str) -> &'static str,
    pub(crate) more_warnings: fn(usize) -> String,
    pub(crate) add_error: fn(&str, &AddError) -> String,
    pub(crate) refusal: fn(&str, &Refusal) -> String,
    pub(crate) open_folder: &'static str,
    pub(crate) import_preview: &'static str,
    pub(crate) import_add: &'static str,
    pub(crate) stop: &'static str,
    pub(crate) not_read_again: fn(&AddError) -> String,
    pub(crate) reading_name: fn(Reading) -> &'static str,
    pub(crate) import_counts: fn(usize, usize, usize, &[&str]) -> String,
    pub(crate) from_web: &'static str,
    pub(crate) address: &'static str,
    pub(crate) address_hint: &'static str,
    pub(crate) get_page: &'static str,
    pub(crate) bookmarklet: &'static str,
    pub(crate) bookmarklet_hint: &'static str,
    pub(crate) receiving: &'static str,
    pub(crate) nothing_handed: &'static str,
    pub(crate) nothing_handed_hint: &'static str,

    // What was found in a source.
    pub(crate) article_preview: &'static str,
    pub(crate) add_article: &'static str,
    pub(crate) near_duplicate: fn(&str, &str) -> String,
    pub(crate) encoding: &'static str,
    pub(crate) pieces: &'static str,
    pub(crate) pieces_kept: fn(usize, usize) -> String,
    pub(crate) keep_all: &'static str,
    pub(crate) show_left_out: fn(usize, &str) -> String,
    pub(crate) show_kept: fn(usize, &str) -> String,
    pub(crate) keep_piece: fn(&str) -> String,
    pub(crate) left_out: &'static str,
    pub(crate) role_of: &'static str,
    pub(crate) role: fn(Role) -> &'static str,
    pub(crate) title: &'static str,
    pub(crate) byline: &'static str,
    pub(crate) published: &'static str,
    pub(crate) site: &'static str,
    pub(crate) source: &'static str,
    pub(crate) language_of_article: &'static str,
    pub(crate) revise: &'static str,
    pub(crate) revise_hint: &'static str,
    pub(crate) save_revised: &'static str,
    pub(crate) revised: &'static str,
    pub(crate) not_revised: fn(&ReviseError) -> String,

    // The article.
    pub(crate) labels: &'static str,
    pub(crate) spans: fn(usize) -> String,
    pub(crate) armed_hint: fn(&str) -> String,
    pub(crate) palette_hint: &'static str,
    pub(crate) tag_selection: &'static str,
    pub(crate) filter_by_label: &'static str,
    pub(crate) all_labels: &'static str,
    pub(crate) group_by_label: &'static str,
    pub(crate) no_spans: &'static str,
    pub(crate) no_spans_of_label: &'static str,
    pub(crate) spans_list: &'static str,
    pub(crate) selected_span: &'static str,
    pub(crate) delete_span: &'static str,
    pub(crate) close_details: &'static str,
    pub(crate) offsets: fn(&str, &str) -> String,
    pub(crate) offsets_explained: &'static str,
    pub(crate) label: &'static str,
    pub(crate) not_said: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) required: fn(&str) -> String,
    pub(crate) note: &'static str,
    pub(crate) note_hint: &'static str,
    pub(crate) same_place: &'static str,
    pub(crate) relations: &'static str,
    pub(crate) relation_to: fn(&str, &str) -> String,
    pub(crate) relation_from: fn(&str, &str) -> String,
    pub(crate) relation_between: fn(&str, &str, &str) -> String,
    pub(crate) relation_type: &'static str,
    pub(crate) reverse_relation: &'static str,
    pub(crate) delete_relation: fn(&str) -> String,
    pub(crate) change_span: &'static str,
    pub(crate) edge: fn(Edge) -> &'static str,
    pub(crate) move_edge: fn(Edge, bool) -> &'static str,
    pub(crate) fragments: &'static str,
    pub(crate) add_fragment: &'static str,
    pub(crate) remove_fragment: fn(&str) -> String,
    pub(crate) merge_span: &'static str,
    pub(crate) second_label: &'static str,
    pub(crate) relate: &'static str,
    pub(crate) split_span: &'static str,
    pub(crate) cut_before: fn(&str) -> String,
    pub(crate) awaiting: &'static str,
    pub(crate) awaited: fn(&Awaited, &str) -> String,
    pub(crate) add_this: fn(&str) -> String,
    pub(crate) this_span: fn(&str) -> String,
    pub(crate) escape_key: &'static str,
    pub(crate) enter_key: &'static str,
    pub(crate) document_labels: &'static str,
    pub(crate) tag_all: &'static str,
    pub(crate) tag_all_title: fn(&Alike) -> &'static str,
    pub(crate) nothing_to_tag: &'static str,
    pub(crate) places_ticked: fn(usize, usize) -> String,
    pub(crate) tag_places: fn(usize) -> String,
    pub(crate) variant: fn(Variant) -> &'static str,
    pub(crate) overlapped_by: fn(&str) -> String,
    pub(crate) untagged: &'static str,
    pub(crate) untagged_hint: &'static str,
    pub(crate) tag_matches: &'static str,
    pub(crate) whole_words: &'static str,
    pub(crate) not_found: &'static str,
    pub(crate) match_of: fn(usize, usize) -> String,
    pub(crate) find_in_article: &'static str,
    pub(crate) previous_match: &'static str,
    pub(crate) next_match: &'static str,
    pub(crate) close_find: &'static str,
    pub(crate) labels_and_spans: &'static str,
    pub(crate) show_label_names: &'static str,
    pub(crate) article_text: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) tools: &'static str,
    pub(crate) commands: &'static str,
    pub(crate) command_search: &'static str,
    pub(crate) no_command: &'static str,
    pub(crate) command: fn(&Command) -> &'static str,
    pub(crate) label_command: fn(&Command, &str) -> String,
    /// Commands that need nothing, with the keys they have besides single ones.
    pub(crate) command_keys: &'static [(Command, &'static str)],
    pub(crate) delete_key: &'static str,
    /// Keys that can't be changed here, and what they do.
    pub(crate) fixed_keys: &'static [(&'static [&'static str], &'static str)],
    pub(crate) reopen: &'static str,
    pub(crate) done: &'static str,
    pub(crate) done_and_next: &'static str,
    pub(crate) done_key: &'static str,
    pub(crate) not_saved: fn(usize) -> String,
    pub(crate) saving: &'static str,
    pub(crate) saved: &'static str,
    pub(crate) no_such_article: &'static str,
    pub(crate) back_to_library: &'static str,

    // Comparing annotators.
    pub(crate) review: &'static str,
    pub(crate) review_empty: &'static str,
    pub(crate) review_one: &'static str,
    pub(crate) review_lead: &'static str,
    pub(crate) review_drop: &'static str,
    pub(crate) review_drop_first: &'static str,
    pub(crate) person: fn(usize, usize, usize) -> String,
    pub(crate) nameless: fn(usize) -> String,
    pub(crate) blind: &'static str,
    pub(crate) comparing: &'static str,
    pub(crate) beyond_chance: &'static str,
    pub(crate) nothing_shared: &'static str,
    pub(crate) agreement: &'static str,
    pub(crate) compared: fn(usize, usize, usize) -> String,
    pub(crate) figure: fn(&str) -> &'static str,
    pub(crate) more_figures: &'static str,
    pub(crate) not_applicable: &'static str,
    pub(crate) undefined: fn(&str) -> String,
    pub(crate) interval: fn(f64, f64) -> String,
    pub(crate) behind: fn(Behind) -> &'static str,
    pub(crate) behind_figure: &'static str,
    pub(crate) places_found: fn(usize) -> String,
    pub(crate) pairs: &'static str,
    pub(crate) pairs_hint: &'static str,
    pub(crate) pair: fn(&str, &str) -> String,
    pub(crate) confusion: &'static str,
    pub(crate) confusion_hint: &'static str,
    pub(crate) confused: fn(&str, &str, usize) -> String,
    pub(crate) nothing_there: &'static str,
    pub(crate) sum: &'static str,
    pub(crate) by_label: &'static str,
    pub(crate) plots: &'static str,
    pub(crate) by_article: &'static str,
    pub(crate) by_article_hint: &'static str,
    pub(crate) differences: &'static str,
    pub(crate) settled_column: &'static str,
    pub(crate) settled_of: fn(usize, usize) -> String,
    pub(crate) gold_changed: &'static str,
    pub(crate) gold_changed_hint: &'static str,
    pub(crate) what_changed: fn(What) -> &'static str,
    pub(crate) save_report: &'static str,
    pub(crate) making_report: &'static str,
    pub(crate) report_hint: &'static str,
    pub(crate) map_labels: &'static str,
    pub(crate) map_labels_hint: &'static str,
    pub(crate) counts_as: fn(&str) -> String,
    pub(crate) itself: &'static str,

    // Settling the gold.
    pub(crate) conflicts: &'static str,
    pub(crate) conflict: &'static str,
    pub(crate) conflict_count: fn(usize) -> String,
    pub(crate) no_conflicts: &'static str,
    pub(crate) no_conflict_fits: &'static str,
    pub(crate) no_conflict_shown: &'static str,
    pub(crate) all_settled: &'static str,
    pub(crate) gold_has: fn(usize) -> String,
    pub(crate) back_to_review: &'static str,
    pub(crate) kind: fn(Kind) -> &'static str,
    pub(crate) resolution: fn(Resolution) -> &'static str,
    pub(crate) joined: &'static str,
    pub(crate) joined_hint: &'static str,
    pub(crate) whole_article: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) rule_name: fn(&str) -> &'static str,
    pub(crate) threshold_votes: &'static str,
    pub(crate) threshold_confidence: &'static str,
    pub(crate) threshold_top: &'static str,
    pub(crate) merge: &'static str,
    pub(crate) merge_hint: &'static str,
    pub(crate) lanes: &'static str,
    pub(crate) shuffle: &'static str,
    pub(crate) filter_by_kind: &'static str,
    pub(crate) all_kinds: &'static str,
    pub(crate) filter_by_annotator: &'static str,
    pub(crate) all_annotators: &'static str,
    pub(crate) with_settled: &'static str,
    pub(crate) previous_conflict: &'static str,
    pub(crate) next_conflict: &'static str,
    pub(crate) voices: fn(&[String]) -> String,
    pub(crate) relation_there: &'static str,
    pub(crate) none_is_right: &'static str,
    pub(crate) edit: &'static str,
    pub(crate) defer: &'static str,
    pub(crate) reopen_conflict: &'static str,
    pub(crate) settled_by: fn(&str, &str) -> String,
    pub(crate) why: &'static str,
    pub(crate) reason: fn(&str) -> String,
    pub(crate) saying_hint: &'static str,
    pub(crate) edit_heading: &'static str,
    pub(crate) edit_hint: &'static str,
    pub(crate) use_this: &'static str,
    pub(crate) start_border: &'static str,
    pub(crate) start_back: &'static str,
    pub(crate) start_on: &'static str,
    pub(crate) end_border: &'static str,
    pub(crate) end_back: &'static str,
    pub(crate) end_on: &'static str,

    // Export.
    pub(crate) export_lead: &'static str,
    pub(crate) format: &'static str,
    pub(crate) format_name: fn(Format) -> &'static str,
    pub(crate) format_hint: fn(Format) -> &'static str,
    pub(crate) which_articles: &'static str,
    pub(crate) scope_all: fn(usize) -> String,
    pub(crate) scope_done: fn(usize) -> String,
    pub(crate) scope_titled: &'static str,
    pub(crate) whose: &'static str,
    pub(crate) everybodys: &'static str,
    pub(crate) licence: &'static str,
    pub(crate) licence_hint: &'static str,
    pub(crate) export_results: &'static str,
    pub(crate) export_files: fn(usize, usize) -> String,
    pub(crate) export_preview: &'static str,
    pub(crate) bytes: fn(usize) -> String,
    pub(crate) losses: &'static str,
    pub(crate) nothing_lost: &'static str,
    pub(crate) lost: fn(Lost) -> &'static str,
    pub(crate) triples: &'static str,
    pub(crate) splits: &'static str,
    pub(crate) split: &'static str,
    pub(crate) ratios: &'static str,
    pub(crate) seed: &'static str,
    pub(crate) wrong_ratios: &'static str,
    pub(crate) split_hint: &'static str,
    pub(crate) checks: &'static str,
    pub(crate) nothing_found: &'static str,
    pub(crate) check: fn(Check) -> &'static str,
    pub(crate) in_numbers: &'static str,
    pub(crate) save_card: &'static str,
    pub(crate) save_whole_list: &'static str,
    pub(crate) svg: &'static str,
    pub(crate) csv: &'static str,
    pub(crate) save_as: fn(&str, &str) -> String,
    pub(crate) download: &'static str,
    pub(crate) exporting: &'static str,
    pub(crate) export_again: &'static str,
    pub(crate) exported: fn(&str) -> String,
    pub(crate) damaged_in_export: fn(usize) -> String,
    pub(crate) export_error: fn(&ExportError) -> String,
    pub(crate) nothing_to_export: &'static str,

    // The label set.
    pub(crate) editor: LabelWords,

    // Single keys.
    pub(crate) keys: KeyWords,

    // Examples pinned from articles.
    pub(crate) examples: ExampleWords,

    // The article as a list.
    pub(crate) listing: ListingWords,

    // Work rhythm.
    pub(crate) rhythm: RhythmWords,

    // Which spans may share text.
    pub(crate) rules: RuleWords,
}

const EN: &str = "en";
const REVISE: &str = "What belongs to the article";

/// English.
pub(crate) static ENGLISH: Catalogue = Catalogue {
    language: EN,

    name: "Postil",
    opening: "Opening…",
    start_failed: "Postil can’t start",
    start_error: |error| {
        match error {
        StartError::Lost(spans) => format!(
            "This browser has lost its copy of your work: the database is empty, though work was saved here{}. Postil has deleted \
             nothing. If you have a downloaded Postil file, start anew and open it.",
            match spans {
                0 => String::new(),
                n => format!(", last an article with {}", counted(*n, "span", "spans")),
            }
        ),
        StartError::Storage(StorageError::Newer) => {
            "A newer version of Postil has been used in this browser. Reload the page to get it; your work is untouched.".into()
        }
        StartError::Storage(StorageError::Unavailable(words)) => format!(
            "The browser gives this page no storage, so nothing could be saved. Leave private browsing, or allow this site to \
             store data, and reload. (The browser says: {words})"
        ),
        StartError::Storage(error) => format!("The stored work can’t be read now; it is untouched. Reload the page. {}", storage(error)),
    }
    },
    reload: "Reload",
    start_anew: "Start anew",
    notices: "Messages",
    dismiss: "Dismiss",
    notice,
    take_back: "Undo",
    download_now: "Download what is not saved",
    failing: |why| {
        match why {
        SaveFailure::NoSpace => {
            "Not saved: the browser has no space left. Your edits are kept in this tab; download them, or free some space and \
             they will be saved."
                .into()
        }
        SaveFailure::NewerVersion => {
            "Not saved: a newer version of Postil took over in another tab. Download what is not saved, then reload.".into()
        }
        SaveFailure::Other(words) => format!(
            "Not saved: the browser refuses to write ({words}). Your edits are kept in this tab and saving is tried again; \
             download them to be safe."
        ),
    }
    },
    places: "Places",
    library: "Library",
    export: "Export",
    cancel: "Cancel",
    close: "Close",

    first_project: "My project",
    first_annotator: "annotator",
    project: "Project",
    new_project: "New project",
    new_project_hint: "A project has its own articles and labels.",
    rename_project: "Rename project",
    project_name: "Name of the project",
    create: "Create",
    rename: "Rename",
    annotator: "Annotator",
    annotator_hint: "Annotations are kept under this name. Another name starts its own annotations of each article; those made \
                     under the old name stay under it.",
    annotator_name: "Name of the annotator",
    use_name: "Use this name",
    welcome: "Tag an article",
    welcome_lead: "Paste it, open a file, or drop one anywhere on this page. Everything stays in this browser.",
    paste_label: "Text of the article",
    paste_hint: "Paste an article here…",
    add_text: "Add and open",
    open_file: "Open a file…",
    try_sample: "Try the sample article",
    add_articles: "Add articles",
    drop_hint: "Saved web pages, PDF, Word, EPUB, Markdown, plain text; Postil files, or annotations of another tool: doccano, Label Studio, \
                brat, INCEpTION … Files, folders, zips and parts of web pages can also be dropped anywhere.",
    drop_here: "Drop to open",
    articles: "Articles",
    article_count: |n| counted(n, "article", "articles"),
    shown_of: |shown, all| format!("{} of {}", intl::number(EN, shown), counted(all, "article", "articles")),
    search_titles: "Search titles",
    project_progress: |counts| {
        let [done, in_progress, new] = counts.map(|n| intl::number(EN, n));
        format!("{done} done, {in_progress} in progress, {new} new")
    },
    scope_chosen: |n| format!("Those chosen in the library ({})", intl::number(EN, n)),
    search_articles: "Search titles, text and annotations",
    searching: |found| format!("{} so far, searching…", counted(found, "article", "articles")),
    hits: |n| counted(n, "hit", "hits"),
    assigned: "Assigned to",
    assigned_to_me: "Me",
    assigned_to_nobody: "Nobody",
    assignee_of: |name| format!("for {name}"),
    choose_article: |title| format!("Choose “{title}”"),
    choose_all: "Choose all shown",
    chosen: |n| format!("{} chosen", counted(n, "article", "articles")),
    choose_none: "Choose none",
    assign: "Assign…",
    assign_hint: "Who should annotate the chosen articles: a name under which somebody annotates.",
    assignee_name: "Name of the annotator",
    assign_to_nobody: "Assign to nobody",
    set_status: "Set status",
    trash_chosen: "Move to the trash",
    bring_back_all: "Bring all back",
    show: "Show",
    show_all: "All",
    status: |status| match status {
        Status::New => "New",
        Status::InProgress => "In progress",
        Status::Done => "Done",
    },
    sort: "Sort by",
    sort_by: |sort| match sort {
        Sort::Newest => "Newest first",
        Sort::Oldest => "Oldest first",
        Sort::Title => "Title",
        Sort::Length => "Length",
        Sort::Spans => "Spans",
        Sort::WorkedOn => "Last worked on",
    },
    no_article_fits: "No article fits. Change the search or the filter.",
    characters: |n| counted(n, "character", "characters"),
    added_on: |day| format!("added {day}"),
    by_others: |n| counted(n, "other annotator", "other annotators"),
    delete_article: |title| format!("Move “{title}” to the trash"),
    trash: "Trash",
    bring_back_now: "Bring back",
    trash_hint: "Articles stay here for 30 days, with all their annotations.",
    bring_back: |title| format!("Bring back “{title}”"),
    deleted_on: |moment| format!("deleted {moment}"),
    kept: "Your work is stored in this browser, which has promised not to clear it by itself.",
    not_kept: "Your work is stored in this browser, which may clear it when space is short or in a private window. Download a copy \
               now and then under Export.",
    reading: |name| format!("Reading {name}…"),
    pasted_text: "the pasted text",
    report: "What was added",
    nothing_added: "Nothing was added",
    added: |n| format!("{} added.", counted(n, "article", "articles")),
    sets_added: |n| format!("{} added.", counted(n, "annotation set", "annotation sets")),
    already_there: |n| match n {
        1 => "1 article was here already; its text is unchanged.".into(),
        n => format!("{} articles were here already; their texts are unchanged.", intl::number(EN, n)),
    },
    elsewhere: |project| format!("The file belongs to the project “{project}”, which is shown now."),
    pieces_left_out: |n| {
        format!(
            "{} of the source left out; look at them under “{REVISE}” in the article.",
            counted(n, "piece", "pieces")
        )
    },
    files_failed: |n| format!("{} could not be added.", counted(n, "file", "files")),
    nothing_new: "Nothing in the file is new.",
    warnings: |n| format!("{} to look at:", counted(n, "thing", "things")),
    warning,
    more_warnings: |n| format!("and {} more.", intl::number(EN, n)),
    add_error,
    refusal,
    open_folder: "Open a folder…",
    import_preview: "Add these annotations?",
    import_add: "Add to the project",
    stop: "Stop",
    not_read_again: |error| {
        format!("The files were not read again; what was read before is shown. {}", why_not_read(error))
    },
    reading_name: |reading| match reading {
        Reading::Article => "Text of an article",
        Reading::Format(format) => format_name(format),
    },
    import_counts: |new, here, spans, annotators| {
        let mut parts = Vec::new();
        if new > 0 {
            parts.push(format!("{} new", counted(new, "article", "articles")));
        }
        if here > 0 {
            parts.push(format!(
                "{} that {} here already",
                counted(here, "article", "articles"),
                if here == 1 { "is" } else { "are" }
            ));
        }
        parts.push(counted(spans, "span", "spans"));
        let whose = if annotators.is_empty() { String::new() } else { format!(" by {}", annotators.join(", ")) };
        format!("{}{whose}.", parts.join(", "))
    },
    from_web: "From a web page…",
    address: "Address of the page",
    address_hint: "https://",
    get_page: "Get the page",
    bookmarklet: "Send to Postil",
    bookmarklet_hint: "Drag this into your browser’s bar of bookmarks. Pressed on any page you read, it shows that page’s article \
                       here; nothing is stored before you say so.",
    receiving: "Waiting for the page…",
    nothing_handed: "No page has arrived",
    nothing_handed_hint: "Some sites keep their pages from handing anything over. Copy the article there and paste it here, or save the \
                          page and open the file.",

    article_preview: "Is this the article?",
    add_article: "Add the article",
    near_duplicate: |title, share| {
        format!("Nearly the same as “{title}”, which is here already: {share} of the shorter text is in both.")
    },
    encoding: "Encoding",
    pieces: "What was found",
    pieces_kept: |kept, left_out| match left_out {
        0 => format!("{} kept", counted(kept, "piece", "pieces")),
        n => format!("{} kept, {} left out", counted(kept, "piece", "pieces"), intl::number(EN, n)),
    },
    keep_all: "Keep everything",
    show_kept: |n, first| format!("Show {} more that are kept: {first} …", counted(n, "piece", "pieces")),
    show_left_out: |n, first| format!("Show {} left out: {first} …", counted(n, "piece", "pieces")),
    keep_piece: |words| format!("Keep “{words}”"),
    left_out: "Left out",
    role_of: "What it is",
    role: |role| match role {
        Role::Title => "Title",
        Role::Byline => "Byline",
        Role::Date => "Date",
        Role::Heading => "Heading",
        Role::Paragraph => "Paragraph",
        Role::ListItem => "List item",
    },
    title: "Title",
    byline: "Byline",
    published: "Published",
    site: "Site",
    source: "Source",
    language_of_article: "Language",
    revise: REVISE,
    revise_hint: "If other pieces are kept, the article gets a new text and everybody’s annotations move to it; those whose words \
                  are gone are listed. The old version goes to the trash with all its annotations.",
    save_revised: "Save",
    revised: "The article was made anew",
    not_revised: |error| match error {
        ReviseError::Unsaved => "Nothing was changed: some edits are not saved yet. Try again in a moment.".into(),
        ReviseError::Gone => "Nothing was changed: the article can’t be read. Open it again.".into(),
        ReviseError::Known => "Nothing was changed: there is an article with just this text already.".into(),
        ReviseError::NotDone(error) => format!("Nothing was changed. {}", why_not_read(error)),
    },

    labels: "Labels",
    spans: |n| counted(n, "span", "spans"),
    armed_hint: |name| format!("Select text to tag it as {name}. Esc stops."),
    palette_hint: "Select text, then choose a label; or choose a label first and it stays.",
    tag_selection: "Tag the selection as",
    filter_by_label: "Show spans of",
    all_labels: "All labels",
    group_by_label: "Group by label",
    no_spans: "No spans yet. Drag over words in the article, or double-click one.",
    no_spans_of_label: "No spans of this label yet.",
    spans_list: "Spans",
    selected_span: "Selected span",
    delete_span: "Delete this span (Delete)",
    close_details: "Close details (Esc)",
    offsets: |start, end| format!("Characters {start}–{end}"),
    offsets_explained: "Unicode code points from the start of the article, as in exported files; the end is not included.",
    label: "Label",
    not_said: "not said",
    yes: "Yes",
    no: "No",
    required: |name| format!("{name} (needed)"),
    note: "Note",
    note_hint: "A remark for yourself or the reviewer",
    same_place: "At the same place",
    relations: "Relations",
    relation_to: |name, quote| format!("{name} → {quote}"),
    relation_from: |name, quote| format!("{quote} → {name} → this span"),
    relation_between: |from, name, to| format!("{} → {name} → {}", short(from), short(to)),
    relation_type: "Type of the relation",
    reverse_relation: "Turn the relation round",
    delete_relation: |described| format!("Delete the relation {}", short(described)),
    change_span: "Change",
    edge: |edge| match edge {
        Edge::Start => "Start",
        Edge::End => "End",
    },
    move_edge: |edge, forward| match (edge, forward) {
        (Edge::Start, false) => "Start one word earlier",
        (Edge::Start, true) => "Start one word later",
        (Edge::End, false) => "End one word earlier",
        (Edge::End, true) => "End one word later",
    },
    fragments: "The parts of the span",
    add_fragment: "Add text",
    remove_fragment: |quote| format!("Take away {}", short(quote)),
    merge_span: "Join",
    second_label: "Another label",
    relate: "Relate",
    split_span: "Split",
    cut_before: |quote| format!("Split before {quote}"),
    awaiting: "One more step",
    awaited: |awaited, quote| {
        let quote = short(quote);
        match awaited {
            Awaited::Fragment(_) => format!("Select the text that belongs to {quote} too."),
            Awaited::Merge(_) => format!("Pick the span to be joined with {quote}: click it, or walk to it."),
            Awaited::SecondLabel(_) => format!("Which label does {quote} get besides?"),
            Awaited::OtherEnd(..) => format!("Pick the span to relate {quote} to: click it, walk to it or find it."),
            Awaited::Kind(..) => format!("Which relation has {quote}?"),
        }
    },
    add_this: |quote| format!("Add {}", short(quote)),
    this_span: |quote| format!("This one: {}", short(quote)),
    escape_key: "Esc",
    enter_key: "Enter",
    document_labels: "The whole article",
    tag_all: "Tag all",
    tag_all_title: |alike| match alike {
        Alike::Mentions(_) => "Other mentions",
        Alike::Matches => "Tag the matches",
        Alike::Untagged => "Untagged mentions",
    },
    nothing_to_tag: "There is no further place in this article.",
    places_ticked: |ticked, all| format!("{} of {} ticked", intl::number(EN, ticked), counted(all, "place", "places")),
    tag_places: |n| format!("Tag {}", counted(n, "place", "places")),
    variant: |variant| match variant {
        Variant::Same => "same words",
        Variant::Case => "other case or line",
        Variant::Ending => "other ending",
    },
    overlapped_by: |label| format!("overlaps {label}"),
    untagged: "Untagged",
    untagged_hint: "What reads like a tagged text and is not tagged",
    tag_matches: "Tag them",
    whole_words: "Whole words",
    not_found: "Not found",
    match_of: |n, count| format!("{} of {}", intl::number(EN, n), intl::number(EN, count)),
    find_in_article: "Find in the article",
    previous_match: "Previous match (↑)",
    next_match: "Next match (↓)",
    close_find: "Close find (Esc)",
    labels_and_spans: "Labels and spans",
    show_label_names: "Show label names in the text",
    article_text: "Text of the article",
    undo: "Undo (Ctrl+Z)",
    redo: "Redo (Ctrl+Shift+Z)",
    tools: "Tools",
    commands: "Commands",
    command_search: "Type what you want to do",
    no_command: "No command is called that.",
    command: |command| match command {
        Command::Await(Awaited::OtherEnd(..)) => "Relate the selected span",
        Command::Await(Awaited::Fragment(_)) => "Add text to the selected span",
        Command::Await(Awaited::SecondLabel(_)) => "Give its text another label besides",
        Command::Await(_) => "Join the selected span with another one",
        Command::TagAll(Alike::Untagged) => "Untagged mentions",
        Command::TagAll(_) => "Tag all mentions of the selected span",
        Command::Delete => "Delete the selected span",
        Command::Pin => examples::ENGLISH.pin_command,
        Command::AsList => listing::ENGLISH.switch,
        Command::Neighbour { forward: true } => "Next span",
        Command::Neighbour { forward: false } => "Previous span",
        Command::Undo => "Undo",
        Command::Redo => "Redo",
        Command::Find => "Find in the article",
        Command::DoneAndNext => "Done, and on to the next article",
        Command::SelectAll => "Select the whole text",
        _ => "All keys",
    },
    label_command: |command, label| match command {
        Command::Tag(_) => format!("Tag the selection as {label}"),
        Command::Duplicate(..) => format!("Give it the label {label} besides"),
        Command::Relabel(_) => format!("Make the selected span {label}"),
        Command::Arm(None) => format!("Put {label} away"),
        _ => format!("Keep {label} ready"),
    },
    command_keys: &[
        (Command::Find, "Ctrl+F"),
        (Command::Undo, "Ctrl+Z"),
        (Command::Redo, "Ctrl+Shift+Z"),
        (Command::DoneAndNext, "Ctrl+Enter"),
        (Command::SelectAll, "Ctrl+A"),
        (Command::Shortcuts, ""),
    ],
    delete_key: "Delete",
    fixed_keys: &[
        (
            &["1", "…", "9"],
            "Tag the selected text with a label; with nothing selected, keep that label ready, or give it to the selected span",
        ),
        (&["Enter"], "Tag the selected text with the label kept ready"),
        (&["Delete"], "Delete the selected span"),
        (&["Alt+← →"], "Move the end of the selected span by words, with Ctrl by characters"),
        (&["Alt+Shift+← →"], "Move its start"),
        (&["Ctrl+Z", "Ctrl+Shift+Z"], "Undo, redo"),
        (&["Ctrl+F"], "Find in the article; Enter selects the match, ↑ and ↓ go to others"),
        (&["← → ↑ ↓"], "Move the caret, once the text has the focus"),
        (&["Ctrl+← →"], "Move the caret by words"),
        (&["Home", "End"], "Start and end of the paragraph"),
        (&["Shift+← → ↑ ↓"], "Select with the caret"),
        (&["Shift+click"], "Extend the selection"),
        (&["Alt+drag"], "Select exact characters, no whole words"),
        (&["Ctrl+Enter"], "Done, and on to the next article"),
        (&["Esc"], "Let go: of the selection, the span, the search, the label"),
        (&["Ctrl+K"], "Find any command by its name"),
    ],
    reopen: "Reopen",
    done: "Done",
    done_and_next: "Done, next",
    done_key: "Ctrl+Enter",
    not_saved: |n| format!("{} not saved", counted(n, "edit", "edits")),
    saving: "Saving…",
    saved: "Saved in this browser",
    no_such_article: "There is no such article in this project.",
    back_to_library: "Back to the library",

    review: "Review",
    review_empty: "Compare annotators: drop the file of each anywhere on this page. They may be Postil files, or files of doccano, Label Studio, \
                   brat, INCEpTION and others; what is about the same article comes together.",
    review_one: "So far there is the work of one annotator. Drop the file of another, and they are compared.",
    review_lead: "Whose work is compared, article by article where at least two have annotated it.",
    review_drop: "Files, folders and zips of more annotators can be dropped anywhere on this page. Nobody’s own work is changed here.",
    review_drop_first: "The articles come along in the first file; nothing leaves this browser.",
    person: |articles, done, spans| {
        format!(
            "{}, {} done, {}",
            counted(articles, "article", "articles"),
            intl::number(EN, done),
            counted(spans, "span", "spans")
        )
    },
    nameless: |n| format!("Annotator {}", n + 1),
    blind: "Keep names back",
    comparing: "Comparing…",
    beyond_chance: "Taking off chance…",
    nothing_shared: "No article was annotated by two of those who are compared. Drop the work of others on the same articles, or tick more annotators.",
    agreement: "Agreement",
    compared: |articles, annotators, pairs| {
        format!(
            "{}, {}, {} compared",
            counted(articles, "article", "articles"),
            counted(annotators, "annotator", "annotators"),
            counted(pairs, "pair", "pairs")
        )
    },
    figure: |name| agreement::figure(name).map_or("", |figure| figure.title),
    more_figures: "More figures",
    not_applicable: "not applicable",
    undefined: |why| if why.is_empty() { "not worked out yet".into() } else { format!("({why})") },
    interval: |low, high| format!("95 % interval {} to {}", intl::decimal(EN, low), intl::decimal(EN, high)),
    behind: |behind| match behind {
        Behind::Matched => "the same",
        Behind::OtherBorder => "other borders",
        Behind::OtherLabel => "another label",
        Behind::OnlyOne => "only one has it",
    },
    behind_figure: "The spans behind it",
    places_found: |n| counted(n, "place", "places"),
    pairs: "Every two annotators",
    pairs_hint: "Strict span F1; the darker, the more is the same. A cell opens what differs.",
    pair: |a, b| format!("{a} and {b}"),
    confusion: "Labels against labels",
    confusion_hint: "Spans that overlap: down, what the first of two gave; across, what the second gave. The sums are all their spans.",
    confused: |a, b, n| format!("{a} against {b}: {}", counted(n, "pair of spans", "pairs of spans")),
    nothing_there: "no span",
    sum: "all",
    by_label: "Label by label",
    plots: "Pictures",
    by_article: "Article by article",
    by_article_hint: "Open an article to settle its gold.",
    differences: "Conflicts",
    settled_column: "Settled",
    settled_of: |settled, all| format!("{} of {} settled", intl::number(EN, settled), intl::number(EN, all)),
    gold_changed: "What the gold changed",
    gold_changed_hint: "What became of each annotator’s spans in the articles whose gold is begun.",
    what_changed: |what| match what {
        What::Kept => "kept",
        What::Attributes => "other attributes",
        What::Border => "borders moved",
        What::Label => "relabelled",
        What::BorderAndLabel => "borders and label",
        What::Removed => "taken out",
        What::Added => "missed",
    },
    save_report: "Save a report",
    making_report: "Writing the report…",
    report_hint: "One HTML file with all figures, tables and disagreements, and how they were measured; it opens anywhere, without a network.",
    map_labels: "Labels that mean the same",
    map_labels_hint: "For this comparison only; nobody’s labels are changed.",
    counts_as: |label| format!("{label} counts as"),
    itself: "itself",

    conflicts: "Conflicts",
    conflict: "Conflict",
    conflict_count: |n| counted(n, "conflict", "conflicts"),
    no_conflicts: "Nothing to settle here",
    no_conflict_fits: "No conflict fits. Change the filters, or show those that are settled.",
    no_conflict_shown: "Choose a conflict from the list",
    all_settled: "Everything is settled",
    gold_has: |n| format!("The gold has {}.", counted(n, "span", "spans")),
    back_to_review: "Back to the comparison",
    kind: |kind| match kind {
        Kind::OnlyOne => "Only some have it",
        Kind::Border => "Other borders",
        Kind::Label => "Another label",
        Kind::BorderAndLabel => "Other borders and label",
        Kind::Attribute => "Another attribute",
        Kind::Relation => "A relation",
        Kind::DocumentLabel => "About the article",
    },
    resolution: |resolution| match resolution {
        Resolution::Open => "open",
        Resolution::Deferred => "put off",
        Resolution::Rejected => "none was right",
        Resolution::Taken => "settled",
    },
    joined: "settled, something new since",
    joined_hint: "Since this was settled somebody has proposed something else. The decision stands until you change it.",
    whole_article: "The whole article",
    rule: "Take without asking",
    rule_name: |name| match name {
        "unanimous" => "what all say",
        "majority" => "what more than half say",
        "threshold" => "what enough say",
        _ => "what anybody says",
    },
    threshold_votes: "Votes at least",
    threshold_confidence: "Share at least",
    threshold_top: "Of the first",
    merge: "Take it into the gold",
    merge_hint: "What is decided stays",
    lanes: "Lanes, from the top",
    shuffle: "Shuffle",
    filter_by_kind: "Filter by kind",
    all_kinds: "All kinds",
    filter_by_annotator: "Filter by annotator",
    all_annotators: "Everybody",
    with_settled: "Settled ones too",
    previous_conflict: "Previous conflict",
    next_conflict: "Next conflict",
    voices: |names| names.join(", "),
    relation_there: "There is this relation",
    none_is_right: "None is right",
    edit: "Edit",
    defer: "Later",
    reopen_conflict: "Open again",
    settled_by: |who, when| format!("{who}, {when}"),
    why: "Why",
    reason: |code| {
        let mut words = code.chars();
        words.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), words.as_str()))
    },
    saying_hint: "Goes with your next decision.",
    edit_heading: "What is right",
    edit_hint: "Select its text in the article, or move its borders by words (with Shift by characters).",
    use_this: "Use this",
    start_border: "Start",
    start_back: "Start one word earlier",
    start_on: "Start one word later",
    end_border: "End",
    end_back: "End one word earlier",
    end_on: "End one word later",

    export_lead: "Take the annotations of this project away as a file.",
    format: "Format",
    format_name,
    format_hint,
    which_articles: "Articles",
    scope_all: |n| format!("All articles ({})", intl::number(EN, n)),
    scope_done: |n| format!("Only those I am done with ({})", intl::number(EN, n)),
    scope_titled: "Only those with certain titles",
    whose: "Whose annotations",
    everybodys: "Everybody’s, each by itself",
    licence: "Licence of the data",
    licence_hint: "Named in the dataset card. Leave it empty if there is none.",
    export_results: "What is exported",
    export_files: |n, bytes| format!("{}, {}", counted(n, "file", "files"), size(bytes)),
    export_preview: "How it begins",
    bytes: size,
    losses: "What this format can’t hold",
    nothing_lost: "Nothing is lost: every span, attribute, note and relation is in it.",
    lost,
    triples: "Label triples, for doccano projects without relations",
    splits: "Splits",
    split: "Split into train, dev and test",
    ratios: "Shares",
    seed: "Seed",
    wrong_ratios: "Give two shares or more, as in 0.8,0.1,0.1. Nothing is split until then.",
    split_hint: "Every split gets its share of each label, and articles that are nearly the same stay on one side. The same seed gives \
                 the same splits; splits.json says which article went where.",
    checks: "What to look at before you use it",
    nothing_found: "The checks found nothing.",
    check,
    in_numbers: "In numbers",
    save_card: "Save the dataset card",
    save_whole_list: "Save the whole list",
    svg: "SVG",
    csv: "CSV",
    save_as: |title, kind| format!("Save “{title}” as {kind}"),
    download: "Download",
    exporting: "Making the file…",
    export_again: "Make the files again",
    exported: |name| format!("{name} was handed to the browser’s downloads."),
    damaged_in_export: |n| {
        format!("{} could not be read and are not in the file.", counted(n, "stored record", "stored records"))
    },
    export_error: |error| match error {
        ExportError::Storage(error) => format!("No file was made: the stored work can’t be read. {}", storage(error)),
        ExportError::Broken(words) => format!("No file was made: {words}. Nothing was changed; try again."),
        ExportError::Cancelled => "Cancelled; no file was made.".into(),
    },
    nothing_to_export: "There is nothing to export yet.",

    editor: labels::ENGLISH,
    keys: keys::ENGLISH,
    examples: examples::ENGLISH,
    listing: listing::ENGLISH,
    rhythm: rhythm::ENGLISH,
    rules: rules::ENGLISH,
};

fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", intl::number(EN, n), if intl::is_one(EN, n) { one } else { many })
}

fn storage(error: &StorageError) -> String {
    match error {
        StorageError::NoSpace => "The browser has no space left: free some, then try again.".into(),
        StorageError::Conflict => "Another tab changed the same thing at the same time: try again.".into(),
        StorageError::Newer => "A newer version of Postil is at work in another tab: reload.".into(),
        StorageError::Unavailable(words) | StorageError::Other(words) => format!("(The browser says: {words})"),
    }
}

fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Tagged { label, quote } => format!("{label}: {}", short(quote)),
        Notice::TaggedAll(n) => format!("{} tagged", counted(*n, "place", "places")),
        Notice::TaggedAllBut(n, passed_over) => {
            (ENGLISH.rules.tagged_but)(&counted(*n, "place", "places"), &counted(*passed_over, "place", "places"))
        }
        Notice::AlreadyTagged { label } => format!("Already tagged as {label}"),
        Notice::Selected(quote) => format!("Selected: {}", short(quote)),
        Notice::Picked { label, quote } => format!("{label}, {}", short(quote)),
        Notice::Relabelled(label) => format!("Now {label}"),
        Notice::Resized(quote) => format!("Now {}", short(quote)),
        Notice::Split(quote) => format!("Split before {}", short(quote)),
        Notice::Joined(quote) => format!("Joined: {}", short(quote)),
        Notice::FragmentAdded(quote) => format!("Added {}", short(quote)),
        Notice::FragmentRemoved(quote) => format!("Taken away: {}", short(quote)),
        Notice::Related { kind, from, to } => (ENGLISH.relation_between)(from, kind, to),
        Notice::Unrelated(kind) => format!("Relation deleted: {kind}"),
        Notice::NotPossible(why) => match why {
            Impossible::NothingLeft => "Nothing would be left of the span",
            Impossible::NotWithin => "A span is split between two of its words",
            Impossible::SameSpan => "Another span marks that text with the same label already",
            Impossible::NoRelationFits => "No type of relation goes between these two labels",
            Impossible::SameRelation => "These two are related so already",
            Impossible::OneSpan => "A relation goes to another span",
        }
        .into(),
        Notice::InTheWay { label, quote } => (ENGLISH.rules.in_the_way)(&short(quote), label),
        Notice::Deleted(quote) => format!("Deleted: {}", short(quote)),
        Notice::Undone => "Undone".into(),
        Notice::Redone => "Redone".into(),
        Notice::NothingToUndo => "Nothing to undo".into(),
        Notice::NothingToRedo => "Nothing to redo".into(),
        Notice::Armed(label) => format!("{label} is ready: select text to tag it"),
        Notice::Disarmed => "No label is ready".into(),
        Notice::Found(0) => "Not found".into(),
        Notice::Found(n) => counted(*n, "match", "matches"),
        Notice::GaveUp(n) => format!(
            "{} of this tab could not be kept: another tab changed the same spans in the meantime.",
            counted(*n, "edit", "edits")
        ),
        Notice::SetAside(n) => format!(
            "{} could not be read and were set aside, unchanged. Everything else is here.",
            counted(*n, "stored record", "stored records")
        ),
        Notice::Unreadable(Unreadable::TooNew(_)) => {
            "This article was written by a newer version of Postil. Reload the page to get it; the article is untouched.".into()
        }
        Notice::Unreadable(_) => {
            "The stored records of this article are damaged, so it can’t be opened. They are left as they are.".into()
        }
        Notice::NotRead(words) => format!("This article can’t be read now; it is untouched. Try again. (The browser says: {words})"),
        Notice::Trashed(articles) => format!("{} moved to the trash.", counted(articles.len(), "article", "articles")),
        Notice::BroughtBack(n) => format!("{} brought back.", counted(*n, "article", "articles")),
        Notice::Merged(0) => "Nothing more to take into the gold".into(),
        Notice::Merged(n) => format!("{} taken into the gold", counted(*n, "span", "spans")),
        Notice::Conflict(kind, quote) => format!("{}: {}", (ENGLISH.kind)(*kind), short(quote)),
        Notice::Settled(verdict, left) => {
            let what = match verdict {
                Verdict::Take(_) | Verdict::Span { .. } | Verdict::Value(_) => "Settled",
                Verdict::NoneIsRight => "None was right",
                Verdict::Defer => "Put off",
                Verdict::Reopen => "Open again",
            };
            format!("{what}, {} left", intl::number(EN, *left))
        }
        Notice::Pinned(label) => (ENGLISH.examples.pinned)(label),
        Notice::LabelRefused(why) => (ENGLISH.editor.refused)(why),
        Notice::NoLabelSet(name) => (ENGLISH.editor.no_label_set)(name),
        Notice::Resettled(spans, articles, label) => (ENGLISH.editor.resettled)(*spans, *articles, label.as_deref()),
        Notice::NotWritten(words) => {
            format!("That was not saved; what was there before is unchanged. (The browser says: {words})")
        }
    }
}

/// A quote short enough to be said aloud.
fn short(quote: &str) -> String {
    const LONGEST: usize = 80;
    let line = quote.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST).chain(['…']).collect()
}

fn warning(what: &str) -> &'static str {
    match what {
        "wrong-type" => "a field is not what it should be; it was left out",
        "missing-field" => "a needed field is missing; the record was left out",
        "unknown-value" => "an unknown value; it was left out",
        "duplicate-id" => "an id stands twice; the later one was renamed",
        "label-added" => "a label the label set doesn’t have; it was added",
        "text-made-canonical" => "the text was made uniform and offsets were moved along",
        "hash-differs" => "the text is not the one its SHA-256 was made of",
        "blocks-replaced" => "the paragraphs don’t fit the text; they were found anew",
        "no-document" => "annotations of a document that is not in the file; left out",
        "empty-span" => "a span without any text; left out",
        "out-of-range" => "a span past the end of the text; left out",
        "inside-character" => "a span that begins or ends inside a character; left out",
        "quote-differs" => "the quote is not what stands at the offsets; the span was left out",
        "cuts-grapheme" => "a span that begins or ends inside a written character; kept as it is",
        "loose-relation" => "a relation to a span that isn’t there; left out",
        "counted-otherwise" => "offsets are counted in another way than the format says; they were read so",
        "moved-to-quote" => {
            "a span that is not where its offsets say; it was moved to the only place where its quote stands"
        }
        "orphan" => "no place was found for a span; it was left out",
        "label-as" => "a label that is only written otherwise; it was taken for the project’s own",
        "near-identical" => "work on nearly the same text; it was taken over to the article that is here",
        "newer-version" => "the file was written by a newer version; it may say more than was read",
        "annotator-renamed" => "two files have work of this annotator; one was put under another name",
        "not-read" => "a file was not read",
        "malformed" => "a record can’t be read; it was left out",
        "not-kept" => "something that has no place in an annotation set; it was left out",
        "read-as" => "something was read as something near to it",
        "encoding-guessed" => "nothing says in which encoding the text is; it was read as what it looks like",
        "unreadable-characters" => "characters could not be read; � stands in their places",
        "no-article-found" => "article and furniture could not be told apart, so everything is kept",
        "pages-without-text" => "pages without text; they may be pictures",
        "line-ends" => "line ends of another system became plain ones",
        "byte-order-mark" => "an invisible mark at the beginning was taken away",
        "cut-off" => "it is longer than what is read; the rest is missing",
        "near-duplicate" => "an article that is here already is nearly the same",
        "set-exists" => {
            "this annotator has annotations of this article here already; those were kept, the file’s left out"
        }
        _ => "something could not be read as it stands",
    }
}

fn refusal(name: &str, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Empty => format!("There is no text in {name}. Nothing was added."),
        Refusal::Binary => {
            format!("{name} is not a text Postil can read. Nothing was added.")
        }
        Refusal::OtherJson => format!("{name} is JSON, but not of a format Postil knows. Nothing was added."),
        Refusal::OtherFormat(why) => format!("{name} can’t be read as this: {why}. Nothing was added."),
        Refusal::TooLong => {
            format!(
                "{name} is too long: an article can have 64 MB of text, a file 256 MB. Split it; nothing was added."
            )
        }
        Refusal::BrokenJson(line, column) => format!(
            "{name} looks like a Postil file but is broken or cut off at line {}, column {}. Nothing was added.",
            intl::number(EN, *line),
            intl::number(EN, *column)
        ),
        Refusal::Newer(version) => format!(
            "{name} was written by a newer version of Postil (format {version}). Reload the page to get the newest; nothing was added."
        ),
        Refusal::NoAnswer => format!("{name} could not be read. Nothing was added."),
    }
}

fn add_error(name: &str, error: &AddError) -> String {
    match error {
        AddError::Refused(why) => refusal(name, why),
        AddError::NotWritten(error, before) => format!("{name}: {}{}", kept_before(*before), storage(error)),
        AddError::Unread(words) => format!("The browser could not read {name}. Nothing was added. (It says: {words})"),
        AddError::Broken(words) => format!("{name} could not be read; nothing was added. (The browser says: {words})"),
        AddError::Source(unread) => {
            let why = match unread {
                Unread::Empty => "there are no words in it",
                Unread::NoText => "its pages are pictures without text, such as scans",
                Unread::TooLong => "it is too long, or would be when unpacked",
                Unread::TooDeep => "its elements stand too deep within each other",
                Unread::Encrypted => "it is encrypted; save it without a password first",
                Unread::Binary => "it is no text and no kind of file Postil reads",
                Unread::Broken(why) => return format!("{name} is broken: {why}. Nothing was added."),
            };
            format!("{name} can’t be read: {why}. Nothing was added.")
        }
        AddError::PassedOver(why) => format!("{name} was passed over: {why}."),
        AddError::NotFetched(NotFetched::NoAddress) => {
            format!("“{name}” is no address of a web page. Nothing was added.")
        }
        AddError::NotFetched(NotFetched::Status(status)) => {
            format!("{name} can’t be had: the site answers {status}. Nothing was added.")
        }
        AddError::NotFetched(NotFetched::TooLong) => format!("{name} is too long. Nothing was added."),
        AddError::NotFetched(NotFetched::Refused) => format!(
            "{name} can’t be had from here: most sites don’t let other pages read theirs, or it can’t be reached. Two ways always \
             work: copy the article on its page and paste it here, or save the page there and open the file. Nothing was added."
        ),
        AddError::Cancelled(before) => format!("{name}: cancelled. {}", kept_before(*before)),
    }
}

/// Why files were not read again, as far as it is not plain.
fn why_not_read(error: &AddError) -> String {
    match error {
        AddError::Refused(why) => refusal("The file", why),
        AddError::NotWritten(error, _) => storage(error),
        AddError::Unread(words) | AddError::Broken(words) => format!("(The browser says: {words})"),
        AddError::Source(_) | AddError::PassedOver(_) | AddError::NotFetched(_) => add_error("The file", error),
        AddError::Cancelled(_) => String::new(),
    }
}

fn kept_before(documents: usize) -> String {
    match documents {
        0 => "Nothing was added. ".into(),
        n => format!("{} added before and kept. ", counted(n, "article was", "articles were")),
    }
}

/// A number of bytes.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => counted(bytes, "byte", "bytes"),
        1_000..1_000_000 => format!("{} KB", intl::number(EN, bytes.div_ceil(1_000))),
        _ => format!("{} MB", intl::number(EN, bytes.div_ceil(1_000_000))),
    }
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Postil => "Postil JSON",
        Format::Jsonl => "JSONL with spans",
        Format::Prodigy => "Prodigy JSONL",
        Format::Spacy => "spaCy DocBin",
        Format::Hf => "Hugging Face, spans",
        Format::HfTokens => "Hugging Face, tokens",
        Format::Conll => "CoNLL columns, IOB2",
        Format::Bioes => "Columns, BIOES",
        Format::Doccano => "doccano JSONL",
        Format::LabelStudio => "Label Studio",
        Format::Brat => "brat standoff",
        Format::CasJson => "UIMA CAS JSON (INCEpTION)",
        Format::CasXmi => "UIMA CAS XMI",
        Format::WebannoTsv => "WebAnno TSV 3.3",
        Format::W3c => "W3C Web Annotation",
        Format::Gliner => "GLiNER training data",
        Format::Chat => "Chat fine-tuning JSONL",
        Format::Csv => "CSV, one row a span",
    }
}

fn format_hint(format: Format) -> &'static str {
    match format {
        Format::Postil => {
            "Everything: texts, labels and all annotators’ spans. Offsets count Unicode code points, as Python does: \
             text[start:end] is the quote."
        }
        Format::Jsonl => {
            "A line for each article: text, spans with code-point offsets, relations. Three lines of Python read it."
        }
        Format::Prodigy => "Tasks with tokens, spans and relations, as Prodigy writes them.",
        Format::Spacy => {
            "Opens with DocBin().from_disk(…): entities where spans don’t overlap, all spans in the span group “sc”."
        }
        Format::Hf => "A dataset folder for load_dataset: spans, relations and document labels, with a dataset card.",
        Format::HfTokens => "A dataset folder for token classification: tokens with IOB2 tags as ClassLabel.",
        Format::Conll => "A token a line with its IOB2 tag; overlapping spans don’t fit.",
        Format::Bioes => {
            "A token a line with its BIOES tag; overlapping spans don’t fit. Not for spaCy, which misreads it."
        }
        Format::Doccano => {
            "Import in doccano as JSONL(Relation), in a project that allows overlaps and relations, with encoding utf_8."
        }
        Format::LabelStudio => "A zip with the tasks and the labelling configuration that fits them.",
        Format::Brat => "A zip with a .txt and an .ann file for each article, and the configuration.",
        Format::CasJson => "A file for each article and annotator, for INCEpTION and dkpro-cassis.",
        Format::CasXmi => "A file for each article and annotator with the type system, for UIMA tools.",
        Format::WebannoTsv => "A file for each article and annotator, for WebAnno and older INCEpTION projects.",
        Format::W3c => "JSON-LD with quotes and positions, good for archives.",
        Format::Gliner => "Words and entity types as GLiNER’s trainer reads them.",
        Format::Chat => "Messages with the text as the question and the spans as a JSON answer.",
        Format::Csv => "Opens in any spreadsheet.",
    }
}

fn lost(what: Lost) -> &'static str {
    match what {
        Lost::Overlap => "Spans that overlap a longer one",
        Lost::Fragments => "Gaps inside discontinuous spans",
        Lost::Border => "Exact borders of spans",
        Lost::Span => "Spans",
        Lost::Attributes => "Attributes",
        Lost::Note => "Notes",
        Lost::Relation => "Relations",
        Lost::DocumentLabels => "Labels of whole articles",
        Lost::Label => "Names of labels",
        Lost::Text => "Parts of the text",
    }
}

fn check(check: Check) -> &'static str {
    match check {
        Check::EmptyText => "Articles without text",
        Check::NoSpans => "Articles in which nobody marked anything",
        Check::EdgeSpace => "Spans with white space at the edge",
        Check::HalfWord => "Spans that start or end inside a word",
        Check::CutToken => "Spans that start or end inside a token",
        Check::DuplicateSpan => "The same span twice",
        Check::UntaggedRepeat => "Marked words that stand elsewhere in the article unmarked",
        Check::TwoLabels => "The same words under different labels",
        Check::MissingAttribute => "Needed attributes without a value",
        Check::WrongValue => "Values their attribute doesn’t take",
        Check::WrongEnds => "Relations between labels their type doesn’t link",
        Check::OverlapRule => rules::ENGLISH.check,
        Check::NearDuplicate => "Articles that are nearly the same",
        Check::AcrossSplits => "Nearly the same articles in different splits",
    }
}
