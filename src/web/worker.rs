//! The worker.
/// Serves the jobs the page posts.
pub fn serve() {}
