//! How evenly a learner's lessons spread over the interests there are.

use crate::{Curriculum, LessonIx, number::ln};

/// So many lessons are looked at.
const LATELY: usize = 20;

/// Shannon's evenness H / ln n over the vocabulary's n interests in the last 20 lessons, in permille: 0 all
/// in one interest, 1000 all interests alike. `None` where there are fewer than two interests, or no lesson
/// had any. Lessons latest first.
#[must_use]
pub fn evenness(curriculum: &Curriculum, lately: &[LessonIx]) -> Option<u16> {
    let n = curriculum.interests.len();
    let mut counts = vec![0_u32; n];
    for lesson in lately.iter().take(LATELY).filter_map(|&ix| curriculum.lesson(ix)) {
        for interest in &lesson.interests {
            if let Some(count) = counts.get_mut(interest.index()) {
                *count += 1;
            }
        }
    }
    let total: u32 = counts.iter().sum();
    if n < 2 || total == 0 {
        return None;
    }
    let mut entropy = 0.0;
    for count in counts.into_iter().filter(|&count| count > 0) {
        let share = f64::from(count) / f64::from(total);
        entropy -= share * ln(share);
    }
    let permille = (1000.0 * entropy / ln(n as f64) + 0.5).floor();
    Some(permille.clamp(0.0, 1000.0) as u16)
}
