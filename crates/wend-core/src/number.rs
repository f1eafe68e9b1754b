//! `exp`, `ln` and `pow` from the basic operations alone, which IEEE 754 rounds alike everywhere; those of
//! a system's library or of a browser differ in the last bit. To about 1e-15 of the true value.

/// ln 2, in two parts: the first has zeros enough at its end that a small multiple of it is exact.
const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// 1 / n!; Taylor's series of exp.
const EXP: [f64; 15] = {
    let mut all = [1.0; 15];
    let mut n = 1;
    let mut product = 1.0;
    while n < 15 {
        product *= n as f64;
        all[n] = 1.0 / product;
        n += 1;
    }
    all
};
/// 1 / (2n + 1); the series of artanh.
const ARTANH: [f64; 12] = {
    let mut all = [1.0; 12];
    let mut n = 1;
    while n < 12 {
        all[n] = 1.0 / (2 * n + 1) as f64;
        n += 1;
    }
    all
};
/// Beyond this nothing here has a use, and `f64` has no room.
const MOST: f64 = 700.0;

/// e to the power of x, for |x| ≤ 700 (further out it stays at that bound).
#[must_use]
pub fn exp(x: f64) -> f64 {
    let x = x.clamp(-MOST, MOST);
    let twos = (x * LOG2_E + 0.5).floor();
    let rest = (x - twos * LN2_HIGH) - twos * LN2_LOW;
    // |rest| ≤ ln 2 / 2, so the term after the last is below 1e-17.
    let mut sum = 0.0;
    for coefficient in EXP.into_iter().rev() {
        sum = sum * rest + coefficient;
    }
    scaled(sum, twos)
}

/// x · 2ⁿ, exact while neither is too large nor too small for `f64`.
fn scaled(mut x: f64, mut n: f64) -> f64 {
    while n > 0.0 {
        x *= 2.0;
        n -= 1.0;
    }
    while n < 0.0 {
        x *= 0.5;
        n += 1.0;
    }
    x
}

/// The natural logarithm of x > 0; of anything else, that of the smallest number there is.
#[must_use]
pub fn ln(x: f64) -> f64 {
    let mut x = if x > f64::MIN_POSITIVE { x } else { f64::MIN_POSITIVE };
    let mut twos = 0.0;
    while x > std::f64::consts::SQRT_2 {
        x *= 0.5;
        twos += 1.0;
    }
    while x < std::f64::consts::FRAC_1_SQRT_2 {
        x *= 2.0;
        twos -= 1.0;
    }
    // 2 artanh((x − 1) / (x + 1)), whose square is below 0.03.
    let ratio = (x - 1.0) / (x + 1.0);
    let square = ratio * ratio;
    let mut sum = 0.0;
    for coefficient in ARTANH.into_iter().rev() {
        sum = sum * square + coefficient;
    }
    twos * LN2_HIGH + (twos * LN2_LOW + 2.0 * ratio * sum)
}

/// x to the power of y, for x > 0.
#[must_use]
pub fn pow(x: f64, y: f64) -> f64 {
    exp(y * ln(x))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_agree_with_the_systems_own() {
        let near = |mine: f64, theirs: f64| (mine - theirs).abs() <= 1e-14 * theirs.abs().max(1e-300);
        for at in -60_000..60_000 {
            let x = f64::from(at) * 0.01 + 0.003_7;
            assert!(near(exp(x), x.exp()), "exp {x}: {} {}", exp(x), x.exp());
        }
        for at in 1..60_000 {
            let x = (f64::from(at) * 0.01 - 300.0).exp();
            assert!((ln(x) - x.ln()).abs() <= 1e-15 * x.ln().abs().max(1.0), "ln {x}");
            let (x, y) = (f64::from(at) * 0.001, f64::from(at % 97) * 0.07 - 3.0);
            assert!(near(pow(x, y), x.powf(y)), "pow {x} {y}");
        }
    }

    #[test]
    fn nothing_is_without_an_answer() {
        for x in [0.0, -0.0, -1.0, f64::MIN_POSITIVE / 4.0, f64::INFINITY.min(f64::MAX), f64::MAX, 1e-300] {
            assert!(ln(x).is_finite() && exp(x).is_finite() && exp(-x).is_finite(), "{x}");
        }
        assert!(ln(f64::NAN).is_finite());
        assert_eq!((exp(0.0), ln(1.0), pow(5.0, 0.0)), (1.0, 0.0, 1.0));
    }
}
