//! Small tables, written as CSV.

/// A table whose rows are as long as its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(header: &[&str]) -> Self {
        Self { header: header.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }

    /// The table as CSV by RFC 4180, in UTF-8, lines ending with LF.
    ///
    /// # Panics
    /// Never: a vector takes all, and the rows are as long as the header.
    pub fn to_csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            writer.write_record(row).expect("a vector takes rows of one length");
        }
        writer.into_inner().expect("a vector can be flushed")
    }
}
