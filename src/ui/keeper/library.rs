//! What the library shows: projects, and the articles of one.

use super::{Afterwards, Keeper};
use crate::app::action::Action;
use crate::app::record::{DocumentHeader, Head, Unreadable, key};
use crate::app::state::{DocumentSummary, ProjectInfo, SetSummary};
use crate::domain::id::{Annotator, ProjectId};
use crate::web::fresh;
use crate::web::storage::{StorageError, Store};

impl Keeper {
    /// Shows a project and remembers that it was shown.
    ///
    /// # Errors
    /// If its articles can't be read.
    pub async fn show_project(&self, project: ProjectInfo) -> Result<(), StorageError> {
        let documents = self.summaries(&project.id).await?;
        self.set_setting("project", project.id.as_str()).await;
        self.dispatch(Action::ShowProject(project, documents));
        Ok(())
    }

    /// Makes a new project with the label set new projects start with, and shows it.
    ///
    /// # Errors
    /// If the browser refuses to write it.
    pub async fn new_project(&self, name: String, projects: &[ProjectInfo]) -> Result<(), StorageError> {
        let project = ProjectInfo::new(ProjectId::new(fresh::name()), name);
        self.put_project(&project).await?;
        self.tell("");
        let mut all = projects.to_vec();
        all.push(project.clone());
        self.dispatch(Action::ListProjects(all));
        self.show_project(project).await
    }

    /// Gives a project another name.
    ///
    /// # Errors
    /// If the browser refuses to write it.
    pub async fn rename_project(&self, project: ProjectInfo, name: String) -> Result<(), StorageError> {
        let renamed = ProjectInfo { name, ..project };
        self.put_project(&renamed).await?;
        self.tell(&key::project(&renamed.id));
        self.dispatch(Action::ChangeProject(renamed));
        Ok(())
    }

    /// Remembers under which name edits are kept from now on.
    pub async fn name_annotator(&self, annotator: Annotator) {
        self.set_setting("annotator", annotator.as_str()).await;
        self.dispatch(Action::NameAnnotator(annotator));
    }

    /// Reads the summaries of the shown project again, since another tab or an import changed them.
    pub(super) async fn refresh(&self) {
        let project = self.state().project.id.clone();
        let Ok(documents) = self.summaries(&project).await else {
            return;
        };
        let state = self.state();
        if state.project.id != project {
            return;
        }
        let mut gone = state.library.clone();
        for document in &documents {
            gone.take(&document.id);
        }
        let gone = gone.iter().map(|summary| summary.id.clone()).collect();
        self.dispatch(Action::TakeDocuments(gone));
        self.dispatch(Action::PutDocuments(documents));
    }

    /// What the library shows of a project's articles. Damaged records are set aside.
    async fn summaries(&self, project: &ProjectId) -> Result<Vec<DocumentSummary>, StorageError> {
        let (from, to) = key::below(&key::project(project));
        let mut damaged = Vec::new();
        let mut summaries: Vec<(String, DocumentSummary)> = Vec::new();
        for (key, bytes) in self.storage().between(Store::Documents, &from, &to).await? {
            let bytes = bytes.unwrap_or_default();
            match DocumentHeader::read(&bytes) {
                Ok(header) => summaries.push((key, summary_of(header))),
                Err(Unreadable::TooNew(_)) => return Err(StorageError::Newer),
                Err(_) => damaged.push((key, bytes)),
            }
        }
        self.set_aside(Store::Documents, damaged, Afterwards::Delete).await;
        let mut damaged = Vec::new();
        for (key, bytes) in self.storage().between(Store::Heads, &from, &to).await? {
            let bytes = bytes.unwrap_or_default();
            let place = summaries.binary_search_by(|(document, _)| key::order(document, key::document_of(&key)));
            match (Head::read(&bytes), place) {
                (Ok(head), Ok(place)) => summaries[place].1.sets.push(set_summary_of(&head)),
                // The set of an article in the trash.
                (Ok(_), Err(_)) => {}
                // The journal and the checkpoint are still there: opening the article makes a new head.
                (Err(Unreadable::TooNew(_)), _) => return Err(StorageError::Newer),
                (Err(_), _) => damaged.push((key, bytes)),
            }
        }
        self.set_aside(Store::Heads, damaged, Afterwards::Delete).await;
        Ok(summaries.into_iter().map(|(_, summary)| summary).collect())
    }
}

pub(super) fn summary_of(header: DocumentHeader) -> DocumentSummary {
    DocumentSummary {
        id: header.id,
        title: header.title,
        code_points: header.code_points,
        published: header.published,
        added: header.added,
        assignee: header.assignee,
        sets: Vec::new(),
    }
}

fn set_summary_of(head: &Head) -> SetSummary {
    SetSummary {
        annotator: head.annotator.clone(),
        status: head.status,
        spans: head.spans,
        relations: head.relations,
        modified: head.modified.clone(),
    }
}
