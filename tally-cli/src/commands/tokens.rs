//! `tally tokens`: draws the tokens of a draft, seals their lists, prints the slips.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use dialogue::files::{self, Access};
use dialogue::{Answer, Exit, Msg, Problem, Ui, Value};
use election::draft::{Draft, DraftList, DraftVillage};
use election::{BoothId, ListId, Token, TokenHash, TokenList};
use rand::rand_core::CryptoRng;
use serde_json::{Value as Json, json};
use zeroize::Zeroizing;

use crate::drafts;
use crate::progress;
use crate::random;
use crate::slips::{self, Sheet};
use crate::table;

/// Makes token lists and slips.
#[derive(Debug, Args)]
pub(crate) struct Tokens {
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// Only these booths.
    #[arg(long, value_name = "BOOTH", num_args = 1..)]
    booths: Vec<String>,
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// A list to make.
struct Task<'a> {
    id: ListId,
    list: &'a DraftList,
    village: &'a DraftVillage,
}

/// A list that was made.
struct Made {
    id: ListId,
    tokens: u32,
    hash: [u8; 32],
    list: PathBuf,
    slips: PathBuf,
}

impl Tokens {
    pub(crate) fn run(self, ui: &Ui) -> Result<Answer, Problem> {
        let draft = drafts::read_valid(ui, &self.draft)?;
        let wanted = self.wanted(&draft)?;
        let tasks = tasks(&draft, &wanted);
        for task in &tasks {
            files::must_be_new(&self.list_path(&task.id))?;
            files::must_be_new(&self.slips_path(&task.id))?;
        }
        files::make_folder(&self.out.join("tokens"))?;
        files::make_folder(&self.out.join("slips"))?;
        let mut random = random::os()?;
        let progress = progress::bar(ui, &Msg::new("tokens-drawing"), tasks.len());
        let mut made = Vec::new();
        for task in &tasks {
            made.push(self.make(ui, &draft, task, &mut random)?);
            progress.inc(1);
        }
        progress.finish_and_clear();
        Ok(self.answer(ui, &made))
    }

    /// The booths named on the command line; all of the draft if none is named.
    fn wanted(&self, draft: &Draft) -> Result<BTreeSet<BoothId>, Problem> {
        let all: BTreeSet<BoothId> = draft.booths().map(|(id, _)| id).collect();
        let find = |text: &String| {
            text.parse().ok().filter(|id| all.contains(id)).ok_or_else(|| {
                Problem::new(Exit::Usage, Msg::new("no-such-booth").with("booth", text.as_str()))
                    .file(&self.draft)
                    .advice(Msg::new("no-such-booth-advice"))
            })
        };
        if self.booths.is_empty() { Ok(all) } else { self.booths.iter().map(find).collect() }
    }

    fn make(
        &self,
        ui: &Ui,
        draft: &Draft,
        task: &Task<'_>,
        random: &mut impl CryptoRng,
    ) -> Result<Made, Problem> {
        let (list, tokens) = draw(draft, task, random)?;
        let dusun = task.village.dusun.iter().find(|dusun| dusun.number == task.id.dusun);
        let sheet = Sheet {
            mode: draft.mode(),
            list: &task.id,
            village: &task.village.name,
            dusun: dusun.map(|dusun| dusun.name.as_str()),
        };
        let page = slips::page(&sheet, &tokens, ui.texts()).map(Zeroizing::new);
        let page = page.ok_or_else(|| Problem::new(Exit::Internal, Msg::new("slips-failed")))?;
        let made = Made {
            tokens: task.list.tokens,
            hash: list.hash(),
            list: self.list_path(&task.id),
            slips: self.slips_path(&task.id),
            id: task.id.clone(),
        };
        // Slips first: a sealed list without slips would be a booth at which nobody can vote.
        files::write_new(&made.slips, page.as_bytes(), Access::Secret)?;
        files::write_new(&made.list, &list.to_bytes(), Access::Public)?;
        Ok(made)
    }

    fn list_path(&self, id: &ListId) -> PathBuf {
        self.out.join(TokenList::path_of(id))
    }

    fn slips_path(&self, id: &ListId) -> PathBuf {
        self.out.join(format!("slips/{id}.html"))
    }

    fn answer(&self, ui: &Ui, made: &[Made]) -> Answer {
        let total: u64 = made.iter().map(|made| u64::from(made.tokens)).sum();
        let mut page = ui.page();
        let done = Msg::new("tokens-done")
            .with("lists", made.len())
            .with("tokens", total)
            .with("folder", self.out.as_path());
        page.say(&done);
        let heads = [Msg::new("head-list"), Msg::new("head-tokens"), Msg::new("head-slips")];
        let row = |made: &Made| -> Vec<Value> {
            vec![made.id.to_string().into(), made.tokens.into(), made.slips.display().to_string().into()]
        };
        table::add(&mut page, &heads, made.iter().map(row).collect());
        page.say(&Msg::new("tokens-wipe"));
        page.advise(&Msg::new("tokens-next"));
        let list = |made: &Made| {
            json!({
                "list": made.id.to_string(),
                "tokens": made.tokens,
                "hash": hex::encode(made.hash),
                "file": made.list.display().to_string(),
                "slips": made.slips.display().to_string(),
            })
        };
        let json = json!({ "tokens": total, "lists": made.iter().map(list).collect::<Vec<Json>>() });
        page.answer(Exit::Complete, json)
    }
}

fn tasks<'a>(draft: &'a Draft, wanted: &BTreeSet<BoothId>) -> Vec<Task<'a>> {
    let village = |id: &ListId| draft.villages().iter().find(|village| village.code == id.booth.village);
    draft
        .lists()
        .filter(|(id, _)| wanted.contains(&id.booth))
        .filter_map(|(id, list)| Some(Task { village: village(&id)?, id, list }))
        .collect()
}

/// Draws distinct tokens, in an order that says nothing: the list sorts their hashes.
fn draw(
    draft: &Draft,
    task: &Task<'_>,
    random: &mut impl CryptoRng,
) -> Result<(TokenList, Vec<Token>), Problem> {
    let needed = usize::try_from(task.list.tokens).unwrap_or(usize::MAX);
    let (mut tokens, mut hashes) = (Vec::new(), BTreeSet::<TokenHash>::new());
    while tokens.len() < needed {
        let token = Token::generate(random);
        if hashes.insert(token.hash(draft.mode(), &draft.nonce(), &task.id)) {
            tokens.push(token);
        }
    }
    let list = TokenList::new(task.id.clone(), hashes)
        .map_err(|error| Problem::new(Exit::Internal, Msg::new("slips-failed")).detail(error))?;
    Ok((list, tokens))
}
