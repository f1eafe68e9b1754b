//! The catalog is small and loses nothing that the engine needs.

mod common;

use std::io::Write;

use common::Case;
use wend_core::{
    Catalog,
    generate::{self, Shape},
};

#[test]
fn a_lesson_takes_at_most_25_bytes_on_the_wire() {
    let lessons = 10_000;
    let curriculum = generate::curriculum(7, &Shape::school(lessons));
    let json = serde_json::to_string(&Catalog::from(&curriculum)).expect("json");
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(json.as_bytes()).expect("in memory");
    let bytes = gzip.finish().expect("in memory").len();
    println!(
        "catalog of {lessons} lessons: {} bytes, {bytes} gzipped, {:.1} a lesson",
        json.len(),
        bytes as f64 / lessons as f64
    );
    assert!(bytes <= 25 * lessons, "{bytes} bytes");
}

#[test]
fn a_catalog_read_back_gives_the_same_answers() {
    for seed in 0..100 {
        let mut case = Case::seeded(seed);
        let before = case.answer();
        let catalog = Catalog::from(&case.curriculum);
        let text = serde_json::to_string(&catalog).expect("json");
        let read: Catalog = serde_json::from_str(&text).expect("what was written");
        assert_eq!(read, catalog);
        case.curriculum = read.to_curriculum();
        assert_eq!(case.answer(), before, "seed {seed}");
        assert_eq!(serde_json::to_string(&Catalog::from(&case.curriculum)).expect("json"), text, "seed {seed}");
    }
}
