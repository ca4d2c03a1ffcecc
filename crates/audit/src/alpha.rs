//! ALPHA, a sequential test of one winner against one loser (P. B. Stark, *ALPHA: Audit that Learns from Previously
//! Hand-Audited Ballots*, Annals of Applied Statistics 17, 2023, arXiv 2201.02707), ballot polling without replacement.

/// Weight d of the reported mean in [`Estimate::Shrink`]: as much as so many drawn slips.
///
/// A small one learns fast from the slips, a great one draws least where the totals are right and most where the winner
/// won by much less than reported. Measured in `docs/audit.md`: 100, as in Stark's reference, is near the best in both.
pub const SHRINKAGE: u32 = 100;

/// c in the distance c/sqrt(d + j - 1) that the estimate keeps from the null mean, as in Stark's reference.
const DISTANCE: f64 = 0.5;

/// What a slip says about a pair: the assorter's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// 0: for the loser, or the slip is missing.
    Loser,
    /// 1/2: for somebody else, blank or unreadable.
    Neither,
    /// 1: for the winner.
    Winner,
}

impl Value {
    /// The value in halves.
    const fn halves(self) -> u32 {
        match self {
            Self::Loser => 0,
            Self::Neither => 1,
            Self::Winner => 2,
        }
    }
}

/// How the next slip's mean is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Estimate {
    /// Always the reported mean: with many slips this is Wald's test, which BRAVO uses.
    Fixed,
    /// The reported mean, weighted as so many slips, and what has been drawn: shrink and truncate.
    Shrink {
        /// The weight.
        d: u32,
    },
}

/// The test of the null hypothesis that the mean of all slips' values is at most 1/2: that the winner does not have
/// more votes than the loser.
///
/// ```text
/// S_j   = x_1 + ... + x_j
/// mu_j  = (N/2 - S_{j-1}) / (N - j + 1)                   mean of what is left, were the mean of all 1/2
/// eta_j = (d eta_0 + S_{j-1}) / (d + j - 1),              at least mu_j + c/sqrt(d + j - 1), less than 1
/// T_j   = T_{j-1} (x_j eta_j/mu_j + (1 - x_j)(1 - eta_j)/(1 - mu_j)),   T_0 = 1
/// p_j   = 1 / max(T_0, ..., T_j)
/// ```
/// If the null hypothesis is true, T is a nonnegative supermartingale, so that p ever falls to r with probability r at
/// most (Ville's inequality): one may look after each slip.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    slips: u64,
    drawn: u64,
    /// 2 S: whole numbers, so that it is never in doubt whether S exceeds N/2.
    halves: u64,
    reported: f64,
    estimate: Estimate,
    t: f64,
    greatest: f64,
}

impl Alpha {
    /// The test for N slips, before the first is drawn. `reported` is the mean eta_0 of the values by the record; any
    /// number keeps the risk limit, a good one needs fewer slips.
    #[must_use]
    pub const fn new(slips: u64, reported: f64, estimate: Estimate) -> Self {
        Self { slips, drawn: 0, halves: 0, reported, estimate, t: 1.0, greatest: 1.0 }
    }

    /// Takes the next drawn slip in. After N slips there is no next one: nothing happens.
    pub fn observe(&mut self, value: Value) {
        if self.drawn == self.slips {
            return;
        }
        self.t = if self.cannot_win() { 0.0 } else { self.t * self.factor(value) };
        self.drawn = self.drawn.saturating_add(1);
        self.halves = self.halves.saturating_add(value.halves().into());
        self.greatest = if self.has_won() { f64::INFINITY } else { self.greatest.max(self.t) };
    }

    /// The risk that is left for this pair: p, from 1 down, never rising.
    #[must_use]
    pub fn p_value(&self) -> f64 {
        1.0 / self.greatest
    }

    /// Whether the drawn slips alone exceed half of all: the winner has more votes whatever is on the rest.
    #[must_use]
    pub const fn has_won(&self) -> bool {
        self.halves > self.slips
    }

    /// Whether all remaining slips together cannot give the winner more votes than the loser.
    #[must_use]
    pub const fn cannot_win(&self) -> bool {
        let left = self.slips.saturating_sub(self.drawn);
        self.halves.saturating_add(left.saturating_mul(2)) <= self.slips
    }

    fn factor(&self, value: Value) -> f64 {
        let mu = self.null_mean();
        // Under the null hypothesis only zeros are left: another value refutes it (`has_won`), a zero tells nothing.
        if mu <= 0.0 {
            return 1.0;
        }
        let eta = self.next_mean(mu);
        let x = f64::from(value.halves()) / 2.0;
        x * (eta / mu) + (1.0 - x) * ((1.0 - eta) / (1.0 - mu))
    }

    /// mu of the next slip: less than 1, as the winner can still win.
    fn null_mean(&self) -> f64 {
        let missing = self.slips.saturating_sub(self.halves) as f64;
        missing / (2.0 * self.slips.saturating_sub(self.drawn) as f64)
    }

    /// eta of the next slip. At least mu, or T would be no supermartingale where the true mean is below 1/2.
    fn next_mean(&self, mu: f64) -> f64 {
        let eta = match self.estimate {
            Estimate::Fixed => self.reported,
            Estimate::Shrink { d } => {
                let weight = f64::from(d) + self.drawn as f64;
                let shrunk = (f64::from(d) * self.reported + self.halves as f64 / 2.0) / weight;
                shrunk.max(mu + DISTANCE / weight.sqrt())
            }
        };
        eta.min(1.0 - f64::EPSILON).max(mu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn observed(mut alpha: Alpha, values: &[(Value, u32)]) -> Alpha {
        for (value, times) in values {
            (0..*times).for_each(|_| alpha.observe(*value));
        }
        alpha
    }

    /// `rlacalc` 0.4.0: `ballot_polling_risk_level(600, 400, 72, 47)` is 0.07140372947931525. That is BRAVO, which draws
    /// with replacement: what ALPHA becomes where there are many slips and nothing is learnt.
    #[test]
    fn without_learning_many_slips_give_bravos_number() {
        let bravo = 0.071_403_729_479_315_25;
        // The loser's slips first, so that the last T is the greatest.
        let risk = |slips| {
            let alpha = Alpha::new(slips, 0.6, Estimate::Fixed);
            observed(alpha, &[(Value::Loser, 47), (Value::Winner, 72)]).p_value()
        };
        assert!((risk(1_000_000_000_000) / bravo - 1.0).abs() < 1e-6);
        assert!((risk(1_000_000) / bravo - 1.0).abs() < 1e-2);
        // Slips that are not put back tell more.
        assert!((risk(1_000) / bravo - 1.0).abs() > 1e-2);
    }

    /// By hand from the formulas, N = 4, eta_0 = 3/4, d = 2: mu = 1/2, eta = min(max(3/4, 1/2 + 1/2/sqrt 2), 1) = 0.853...
    #[test]
    fn the_first_terms_are_those_of_the_formulas() {
        let mut alpha = Alpha::new(4, 0.75, Estimate::Shrink { d: 2 });
        alpha.observe(Value::Winner);
        let eta = 0.5 + 0.5 / 2.0_f64.sqrt();
        assert_eq!(alpha.t, eta / 0.5);
        assert_eq!(alpha.p_value(), 0.5 / eta);
        // mu = (2 - 1)/3, shrunk (1.5 + 1)/3 = 0.83, 1/3 + 0.5/sqrt 3 = 0.62.
        alpha.observe(Value::Loser);
        let expected = eta / 0.5 * ((1.0 - 2.5 / 3.0) / (1.0 - 1.0 / 3.0));
        assert!((alpha.t - expected).abs() < 1e-15);
        assert_eq!(alpha.p_value(), 0.5 / eta);
    }

    #[test]
    fn half_of_all_is_not_enough_and_a_half_more_is() {
        let alpha = observed(Alpha::new(10, 0.7, Estimate::Shrink { d: 100 }), &[(Value::Winner, 5)]);
        assert!(!alpha.has_won() && !alpha.cannot_win() && alpha.p_value() > 0.0);
        let won = observed(alpha.clone(), &[(Value::Neither, 1)]);
        assert!(won.has_won());
        assert_eq!(won.p_value(), 0.0);
        let tied = observed(alpha, &[(Value::Loser, 5)]);
        assert!(!tied.has_won() && tied.cannot_win() && tied.p_value() > 0.0);
    }

    #[test]
    fn who_cannot_win_gains_nothing_any_more() {
        let lost = observed(Alpha::new(10, 0.7, Estimate::Shrink { d: 100 }), &[(Value::Loser, 5)]);
        assert!(lost.cannot_win());
        let after = observed(lost, &[(Value::Winner, 5)]);
        assert!(after.cannot_win() && !after.has_won());
        assert_eq!(after.p_value(), 1.0);
    }

    #[test]
    fn after_the_last_slip_nothing_happens() {
        let all = observed(Alpha::new(2, 0.7, Estimate::Fixed), &[(Value::Neither, 2)]);
        assert_eq!(observed(all.clone(), &[(Value::Winner, 3)]), all);
        let none = Alpha::new(0, 0.7, Estimate::Fixed);
        assert_eq!(observed(none.clone(), &[(Value::Winner, 1)]), none);
    }

    /// Over all orders of a tie, T is 1 on average: the martingale that the risk limit stands on. Any estimate will do,
    /// even senseless ones.
    #[test]
    fn no_bet_pays_on_average_under_a_tie() {
        let estimates = [Estimate::Fixed, Estimate::Shrink { d: 0 }, Estimate::Shrink { d: 100 }];
        for (reported, estimate) in
            [0.0, 0.4, 0.6, 1.0, 7.0, f64::NAN].into_iter().flat_map(|r| estimates.map(|e| (r, e)))
        {
            // Orders of four of each, up to the seventh slip: at the eighth nothing can be learnt.
            let orders: Vec<u32> = (0_u32..256).filter(|order| order.count_ones() == 4).collect();
            let t = |order: &u32| {
                let mut alpha = Alpha::new(8, reported, estimate);
                for slip in 0..4 {
                    alpha.observe(if order >> slip & 1 == 1 { Value::Winner } else { Value::Loser });
                }
                alpha.t
            };
            let mean = orders.iter().map(t).sum::<f64>() / 70.0;
            assert!(mean <= 1.0 + 1e-9, "{reported} {estimate:?}: {mean}");
        }
    }
}
