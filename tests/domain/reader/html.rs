//! Reading html.
