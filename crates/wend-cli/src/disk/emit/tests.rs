use super::{claim::strangers, *};

fn build(out: &Path, files: &[(&str, &str)]) -> Outcome<Report> {
    let paths: Vec<_> = files.iter().map(|(path, _)| *path).collect();
    let ready = |i: usize| Ready {
        inputs: *blake3::hash(files[i].1.as_bytes()).as_bytes(),
        make: move || Ok(Rendered { bytes: files[i].1.into(), again: false }),
    };
    emit(out, &paths, serde_json::Value::Null, &Memory::default(), ready, |_| Vec::new(), |_| ())
}

fn names(dir: &Path) -> Vec<String> {
    strangers(dir, None)
}

#[test]
fn a_second_build_writes_only_what_changed() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    let first = build(&out, &[("a.html", "a"), ("b/c.html", "c"), ("d.html", "d")]).unwrap();
    assert_eq!(first, Report { written: 3, kept: 0, removed: 0 });
    let second = build(&out, &[("a.html", "a"), ("b/c.html", "changed")]).unwrap();
    assert_eq!(second, Report { written: 1, kept: 1, removed: 1 });
    assert_eq!(names(&out), [".wend/manifest.json", "a.html", "b/c.html"]);
    assert_eq!(fs::read_to_string(out.join("b/c.html")).unwrap(), "changed");
    assert_eq!(names(dir.path()).len(), 3, "nothing is left beside the site");
    let third = build(&out, &[("a.html", "a"), ("b/c.html", "changed")]).unwrap();
    assert_eq!(third, Report { written: 0, kept: 2, removed: 0 });
}

#[test]
fn somebody_elses_files_are_refused_and_left() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("thesis.txt"), "years").unwrap();
    let refused = build(dir.path(), &[("a.html", "a")]).unwrap_err();
    assert!(matches!(refused, Refused::NotOurs(files) if files == ["thesis.txt"]));
    assert_eq!(names(dir.path()), ["thesis.txt"]);
    // Also when they were put into a site of ours.
    let out = dir.path().join("site");
    build(&out, &[("a.html", "a")]).unwrap();
    fs::write(out.join("CNAME"), "example.org").unwrap();
    let refused = build(&out, &[("a.html", "b")]).unwrap_err();
    assert!(matches!(refused, Refused::NotOurs(files) if files == ["CNAME"]));
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
}

#[test]
fn a_site_in_an_empty_folder_leaves_nothing_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    fs::create_dir(&out).unwrap();
    build(&out, &[("a.html", "a")]).unwrap();
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn builds_at_the_same_time_wait_their_turn() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    let paths: Vec<String> = (0..40).map(|n| format!("deep/{n}.html")).collect();
    let one = |text: &str| {
        let files: Vec<_> = paths.iter().map(|path| (path.as_str(), text)).collect();
        build(&out, &files)
    };
    let busy = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for text in ["one", "two", "three"] {
            let (one, busy) = (&one, &busy);
            scope.spawn(move || {
                for n in 0..100 {
                    match one(&format!("{text} {}", n % 3)) {
                        Ok(_) => {}
                        Err(Refused::Busy) => {
                            busy.fetch_add(1, Ordering::Relaxed);
                        }
                        Err(refused) => panic!("{refused:?}"),
                    }
                }
            });
        }
    });
    assert!(busy.into_inner() > 0, "they never met");
    one("last").unwrap();
    assert!(paths.iter().all(|path| fs::read_to_string(out.join(path)).unwrap() == "last"));
    assert_eq!(names(&out).len(), 41);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside the site");
}

#[test]
fn an_edited_page_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    build(&out, &[("a.html", "a")]).unwrap();
    fs::write(out.join("a.html"), "b").unwrap();
    build(&out, &[("a.html", "a")]).unwrap();
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
}

#[test]
fn a_page_that_fails_leaves_the_old_site() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    build(&out, &[("a.html", "a")]).unwrap();
    let ready = |_| Ready { inputs: [7; 32], make: || Err("no".into()) };
    let refused = emit(&out, &["a.html"], serde_json::Value::Null, &Memory::default(), ready, |_| Vec::new(), |_| ())
        .unwrap_err();
    assert!(matches!(refused, Refused::Page(path, why) if path == "a.html" && why == "no"));
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn two_renames_cut_in_half_are_repaired() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    build(&out, &[("a.html", "a")]).unwrap();
    let places = Places::of(&out);
    fs::rename(&places.out, &places.old).unwrap();
    places.repair().unwrap();
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
}

#[test]
fn empty_folders_that_a_killed_build_left_are_taken() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    build(&out, &[("a.html", "a")]).unwrap();
    let places = Places::of(&out);
    fs::create_dir_all(places.new.join("lessons/deep")).unwrap();
    fs::create_dir_all(places.old.join(".wend")).unwrap();
    build(&out, &[("a.html", "b")]).unwrap();
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "b");
    assert!(!places.new.exists());
    // Files that nobody knows are left alone, there too.
    fs::create_dir_all(&places.new).unwrap();
    fs::write(places.new.join("mine.txt"), "mine").unwrap();
    assert!(matches!(build(&out, &[("a.html", "c")]), Err(Refused::NotOurs(_))));
    assert!(places.new.join("mine.txt").exists());
}

#[test]
fn a_manifest_that_names_files_elsewhere_is_not_believed() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    for elsewhere in ["../thesis.txt", "/thesis.txt", "a/../../thesis.txt"] {
        let _ = fs::remove_dir_all(&out);
        fs::write(dir.path().join("thesis.txt"), "years").unwrap();
        build(&out, &[("a.html", "a")]).unwrap();
        let manifest = fs::read_to_string(out.join(manifest::PATH)).unwrap();
        let forged = manifest.replace("\"a.html\":", &format!("\"{elsewhere}\": [\"\",\"\",5],\n\"a.html\":"));
        assert_ne!(forged, manifest);
        fs::write(out.join(manifest::PATH), forged).unwrap();
        assert!(matches!(build(&out, &[("a.html", "b")]), Err(Refused::Io(..))), "{elsewhere}");
        assert_eq!(fs::read_to_string(dir.path().join("thesis.txt")).unwrap(), "years");
    }
}

#[cfg(unix)]
#[test]
fn links_in_a_site_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    let (out, private) = (dir.path().join("site"), dir.path().join("private"));
    let forge = || {
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(&private).unwrap();
        fs::write(private.join("a.html"), "years").unwrap();
        build(&out, &[("a.html", "a"), ("b/a.html", "a")]).unwrap();
        fs::remove_dir_all(out.join("b")).unwrap();
        symlink(&private, out.join("b")).unwrap();
        let path = out.join(manifest::PATH);
        let manifest = fs::read_to_string(&path).unwrap();
        fs::write(path, manifest.replace("\"a.html\":", "\"b\": [\"\",\"\",1],\n\"a.html\":")).unwrap();
    };
    let kept = || assert_eq!(fs::read_to_string(private.join("a.html")).unwrap(), "years");
    forge();
    assert!(matches!(build(&out, &[("c.html", "c")]), Err(Refused::NotOurs(files)) if files == ["b"]));
    kept();
    // The same as the rest of an exchange that was cut off.
    let places = Places::of(&out);
    fs::rename(&out, &places.old).unwrap();
    build(&out, &[("c.html", "c")]).unwrap_err();
    kept();
    let _ = fs::remove_dir_all(&places.old);
    forge();
    fs::rename(&out, &places.old).unwrap();
    fs::create_dir(&out).unwrap();
    build(&out, &[("c.html", "c")]).unwrap();
    kept();
    // And as the folder that a build is made in.
    fs::write(private.join("manifest.json"), "years").unwrap();
    fs::create_dir_all(&places.new).unwrap();
    symlink(&private, places.new.join(".wend")).unwrap();
    assert!(matches!(build(&out, &[("d.html", "d")]), Err(Refused::NotOurs(_))));
    assert_eq!(fs::read_to_string(private.join("manifest.json")).unwrap(), "years");
}

#[test]
fn a_torn_manifest_is_an_error_and_removes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("site");
    build(&out, &[("a.html", "a")]).unwrap();
    fs::write(out.join(manifest::PATH), "{\"format\":").unwrap();
    assert!(matches!(build(&out, &[("a.html", "b")]), Err(Refused::Io(..))));
    assert_eq!(fs::read_to_string(out.join("a.html")).unwrap(), "a");
}

/// A site that comes with a stranger's curriculum may say of any page that it is made from what we are about to make
/// it from.
#[test]
fn pages_of_a_site_that_was_not_built_here_are_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let (out, mine) = (dir.path().join("site"), Memory::at(&dir.path().join("cache"), "course"));
    let made = AtomicUsize::new(0);
    let build = |memory: &Memory, text: &str| {
        let make = || {
            made.fetch_add(1, Ordering::Relaxed);
            Ok(Rendered { bytes: text.into(), again: text == "warned" })
        };
        let ready = |_| Ready { inputs: [7; 32], make };
        emit(&out, &["a.html"], serde_json::Value::Null, memory, ready, |_| Vec::new(), |_| ()).unwrap();
        (made.swap(0, Ordering::Relaxed), fs::read_to_string(out.join("a.html")).unwrap())
    };
    let theirs = Memory::at(&dir.path().join("elsewhere"), "course");
    assert_eq!(build(&theirs, "evil"), (1, "evil".to_owned()));
    assert_eq!(build(&mine, "good"), (1, "good".to_owned()));
    assert_eq!(build(&mine, "good"), (0, "good".to_owned()), "this one is known");
    assert_eq!(build(&theirs, "good"), (1, "good".to_owned()));
    // A page of which something was said is made again, and it is said again.
    fs::remove_dir_all(&out).unwrap();
    assert_eq!(build(&mine, "warned"), (1, "warned".to_owned()));
    assert_eq!(build(&mine, "warned"), (1, "warned".to_owned()));
}

/// The learners of a class have one site each, and all but a few files of it are the same.
#[test]
fn pages_are_taken_over_from_the_last_site_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    let mine = Memory::at(&dir.path().join("cache"), "course");
    let build = |memory: &Memory, out: &str, files: &[(&str, &str)]| {
        let paths: Vec<_> = files.iter().map(|(path, _)| *path).collect();
        let made = &AtomicUsize::new(0);
        let ready = |i: usize| {
            let make = move || {
                made.fetch_add(1, Ordering::Relaxed);
                Ok(Rendered { bytes: files[i].1.into(), again: false })
            };
            Ready { inputs: *blake3::hash(files[i].1.as_bytes()).as_bytes(), make }
        };
        let out = dir.path().join(out);
        emit(&out, &paths, serde_json::Value::Null, memory, ready, |_| Vec::new(), |_| ()).unwrap();
        for (path, text) in files {
            assert_eq!(fs::read_to_string(out.join(path)).unwrap(), *text);
        }
        made.load(Ordering::Relaxed)
    };
    let (amina, leo) =
        ([("a.html", "a"), ("b.html", "b"), ("me.js", "amina")], [("a.html", "a"), ("b.html", "b"), ("me.js", "leo")]);
    assert_eq!(build(&mine, "amina", &amina), 3);
    // What somebody edited there is made here.
    fs::write(dir.path().join("amina/b.html"), "B").unwrap();
    assert_eq!(build(&mine, "leo", &leo), 2);
    assert_eq!(fs::read_to_string(dir.path().join("amina/b.html")).unwrap(), "B");
    // The two have no file in common: who edits one edits one.
    fs::write(dir.path().join("leo/a.html"), "A").unwrap();
    assert_eq!(fs::read_to_string(dir.path().join("amina/a.html")).unwrap(), "a");
    // Neither another curriculum nor another person takes anything over, and a site that is gone has nothing to give.
    let others = [Memory::at(&dir.path().join("cache"), "other"), Memory::at(&dir.path().join("theirs"), "course")];
    assert_eq!(others.map(|memory| build(&memory, "others", &amina)), [3, 3]);
    fs::remove_dir_all(dir.path().join("leo")).unwrap();
    assert_eq!(build(&mine, "third", &leo), 3);
}
