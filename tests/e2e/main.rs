#[test]
fn t() {
    let _ = ureq::Agent::new_with_defaults();
}
