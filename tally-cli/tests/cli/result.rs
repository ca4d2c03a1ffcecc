//! `tally result`.

use crate::decrypt::{decrypt, signed};
use crate::kit::Desk;

const RESULT: &str = "result --record r --village 9901012001";

/// A desk with shares of two trustees for the first village in `out`.
fn answered() -> Desk {
    let desk = signed();
    for trustee in [1, 3] {
        desk.tally(&format!("{} --json", decrypt(trustee, "out"))).ends(0);
    }
    desk
}

#[test]
fn shares_of_k_trustees_give_the_result_that_the_voters_meant() {
    let desk = answered();
    let json = desk.tally(&format!("{RESULT} out --json")).ends(0);
    let result = &json["villages"][0]["result"];
    assert_eq!(
        desk.read("r/villages/9901012001/result.json"),
        desk.read("demo/record/villages/9901012001/result.json")
    );
    assert_eq!(
        (&result["totals"], &result["outcome"]["kind"]),
        (&serde_json::json!([16, 6, 11, 0]), &"winner".into())
    );
    assert_eq!((&json["villages"][0]["complete"], &json["mode"]), (&true.into(), &"simulasi".into()));
    assert_eq!(json["summary"]["villages"].as_array().unwrap().len(), 3);
    desk.tally("verify r --village 9901012001 --json").ends(0);
    // The others still lack everything.
    desk.tally("result --record r --json").ends(2);
}

#[test]
fn the_page_shows_votes_places_and_accounting() {
    let desk = answered();
    let id = desk.tally(&format!("{RESULT} out/9901012001-t01.share.json out/9901012001-t03.share.json")).out;
    for words in [
        "*** SIMULASI",
        "Hasil sementara - bukan penetapan",
        "│ 1  ┆ Siti Setiawan     ┆        16 ┆ 48,5% ┆ █████████ │",
        "Suara terbanyak: 1. Siti Setiawan, selisih 5.",
        "DPT 36 (L 17, P 19)",
        "Suara dalam log 33: dihitung 33, disisihkan 0",
        "    tally verify r",
    ] {
        assert!(id.contains(words), "{words} is not in\n{id}");
    }
    let en = desk.tally(&format!("{RESULT} --lang en")).out;
    for words in ["Provisional result", "48.5%", "Most votes: 1. Siti Setiawan, margin 5."] {
        assert!(en.contains(words), "{words} is not in\n{en}");
    }
}

#[test]
fn too_few_shares_leave_the_village_without_result() {
    let desk = signed();
    desk.tally(&format!("{} --json", decrypt(2, "out"))).ends(0);
    let json = desk.tally(&format!("{RESULT} out --json")).ends(2);
    assert!(json["villages"][0]["result"].is_null());
    let page = desk.tally(RESULT).out;
    assert!(page.contains("masih memerlukan bagian dari 2 wali kunci"), "{page}");
    // The share is in the record; the other one may come alone.
    desk.tally(&format!("{} --json", decrypt(3, "more"))).ends(0);
    desk.tally(&format!("{RESULT} more --json")).ends(0);
}

#[test]
fn a_bad_share_is_named_and_dropped() {
    let desk = answered();
    let share = desk.read("out/9901012001-t01.share.json");
    let other = desk.read("out/9901012001-t03.share.json");
    let d = |text: &str| text.split("\"d\": \"").nth(1).unwrap()[..64].to_owned();
    desk.edit("out/9901012001-t01.share.json", &d(&share), &d(&other));
    let json = desk.tally(&format!("{RESULT} out --json")).ends(2);
    let problem = json["villages"][0]["share_problems"][0].as_str().unwrap();
    assert!(problem.contains("trustee 1") && problem.contains("group 1"), "{problem}");
    let page = desk.tally(&format!("{RESULT} out")).out;
    assert!(page.contains("Bagian wali kunci ditolak: wali kunci 1: bagian untuk kelompok 1,"), "{page}");
    desk.write("out/9901012001-t01.share.json", &share);
    desk.tally(&format!("{RESULT} out --json")).ends(0);
    desk.tally("result --record r nowhere --json").fails(66, "file-missing");
}

#[test]
fn a_tie_is_told_with_what_decides_it() {
    let desk = Desk::counted();
    let json = desk.tally("result --record demo/record --village 9901012002 --json").ends(0);
    let outcome = &json["villages"][0]["result"]["outcome"];
    assert_eq!((&outcome["kind"], &outcome["final"]), (&"tie".into(), &true.into()));
    let rules: Vec<_> = outcome["tie"]["rules"].as_array().unwrap().iter().map(|r| &r["came"]).collect();
    assert_eq!(rules, ["equal", "decided"]);
    assert_eq!(outcome["tie"]["decided"]["candidate"], 3);
    let page = desk.tally("result --record demo/record --village 9901012002").out;
    for words in [
        "Suara sama: 1. Endang Firmansyah, 3. Rahmat Kurniawan.",
        "  1. suara terbanyak di TPS dengan DPT terbesar (Simulasi Pasal 1): TPS 1, sama, tidak memutus",
        "  2. suara terbanyak di dusun dengan DPT terbesar (Simulasi Pasal 2): dusun 1 Cempaka, MEMUTUS",
        "       3. Rahmat Kurniawan: 7 suara",
        "Unggul menurut aturan suara sama: 3. Rahmat Kurniawan (Simulasi Pasal 2).",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
    assert!(!page.contains("Belum pasti"), "{page}");
    let all = desk.tally("result --record demo/record").out;
    assert!(all.contains("Rekapitulasi") && all.contains("Kecamatan Muara Tenang"), "{all}");
}

#[test]
fn voters_are_told_by_dusun_and_booth() {
    let desk = Desk::counted();
    let json = desk.tally("result --record demo/record --village 9901012002 --json").ends(0);
    let result = &json["villages"][0]["result"];
    let voters = |male: u32, female: u32| serde_json::json!({ "male": male, "female": female });
    assert_eq!((&result["present"], &result["dptb"]), (&voters(14, 18), &voters(0, 0)));
    assert_eq!(result["booths"][0]["attendance"], "closed");
    assert_eq!((&result["booths"][0]["mismatches"], &result["all"]), (&serde_json::json!([]), &32.into()));
    assert_eq!(
        (&result["dusun"][0]["ballots"], &result["dusun"][0]["registered"]),
        (&17.into(), &voters(10, 10))
    );
    let page = desk.tally("verify demo/record --village 9901012002").out;
    for words in [
        "│ 1. Cempaka ┆ 20 (L 10, P 10) ┆ -     ┆    17 │",
        "│   1 ┆     1 ┆ 37 (L 17, P 20) ┆ 32 (L 14, P 18) ┆ 0 (L 0, P 0) ┆           32 ┆            │",
        "Hadir 32 (L 14, P 18)",
        "Suara sah 31, suara kosong 1, jumlah seluruh suara 32.",
    ] {
        assert!(page.contains(words), "{words} is not in\n{page}");
    }
}
