# Semua teks program `tally`. Kunci dan nilainya sama dengan en.ftl; sebuah uji memeriksanya.

## Tanggal
date = { $weekday ->
    [1] Senin
    [2] Selasa
    [3] Rabu
    [4] Kamis
    [5] Jumat
    [6] Sabtu
   *[7] Minggu
}, { $day } { $month ->
    [1] Januari
    [2] Februari
    [3] Maret
    [4] April
    [5] Mei
    [6] Juni
    [7] Juli
    [8] Agustus
    [9] September
    [10] Oktober
    [11] November
   *[12] Desember
} { $year }

## Masalah
problem = Gagal: { $what }
problem-file = Berkas  : { $file }
problem-place = Tempat  : baris { $line }, kolom { $column }
problem-advice = Saran   : { $advice }
problem-detail = Rincian : { $detail }

## Baris perintah
usage-heading = Pemakaian
usage-commands = Perintah
usage-command = PERINTAH
usage-arguments = Isian
usage-options = Pilihan
usage-options-mark = [PILIHAN]
usage-everywhere = Pilihan semua perintah
usage-advice = jalankan lagi dengan --help untuk melihat cara pemakaian.
usage-no-value = { $argument } memerlukan isian.
usage-value-of = "{ $value }" tidak dikenal untuk { $argument }. Yang boleh: { $allowed }.
usage-value = "{ $value }" tidak dapat dipakai untuk { $argument }.
usage-unknown = pilihan { $argument } tidak dikenal.
usage-no-such-command = perintah "{ $command }" tidak ada.
usage-missing = belum lengkap, masih diperlukan: { $argument }.
usage-which-command = sebutkan perintahnya.
usage-conflict = { $argument } tidak dapat dipakai bersama { $other }.
usage-other = baris perintah tidak dapat dipahami ({ $problem }).

## Berkas
file-missing = berkas atau map ini tidak ada.
file-forbidden = berkas ini tidak boleh dibaca oleh pengguna komputer ini.
file-unreadable = berkas ini tidak dapat dibaca.
file-too-long = berkas ini terlalu besar; paling besar { $limit } byte.
not-a-file = ini bukan berkas biasa.
not-utf8 = berkas ini bukan teks UTF-8.
file-unwritable = tidak dapat menulis ke sini.
file-unwritable-advice = periksa apakah media masih terpasang, tidak penuh, dan tidak terkunci, lalu ulangi perintah ini.
file-exists = berkas ini sudah ada, dan tidak pernah ditimpa.
file-exists-advice = pilih nama lain, atau pindahkan dulu berkas yang lama.
no-randomness = sistem operasi tidak memberi bilangan acak; kunci tidak dapat dibuat di komputer ini.

## Kata sandi dan berkas rahasia
passphrase-of = Kata sandi untuk { $file }:
passphrase-new = Kata sandi baru untuk { $name }:
passphrase-again = Ulangi kata sandi:
passphrase-differs = Kedua kata sandi tidak sama. Coba lagi.
passphrase-longer = Kata sandi harus paling sedikit { $needed } karakter. Coba lagi.
passphrase-too-short = kata sandi hanya { $found } karakter; dalam mode resmi paling sedikit { $needed }.
passphrase-too-short-advice = pakai empat kata atau lebih yang tidak berhubungan.
passphrase-lines = berkas kata sandi berisi { $found } baris; yang diperlukan { $needed }.
passphrase-no-terminal = kata sandi harus diketik, tetapi tidak ada terminal.
passphrase-no-terminal-advice = jalankan di terminal, atau berikan --passphrase-file.
passphrase-unreadable = kata sandi tidak dapat dibaca dari terminal.
wrong-passphrase = kata sandi salah, atau berkas ini untuk orang lain.
wrong-passphrase-advice = periksa huruf besar-kecil dan tata letak papan ketik, lalu coba lagi.
secret-too-much-work = membuka berkas ini akan memerlukan kerja yang tidak wajar.
secret-too-much-work-advice = berkas ini bukan buatan program ini; jangan dipakai.
not-a-secret-file = ini bukan berkas rahasia yang terkunci kata sandi.
not-a-secret-file-advice = berikan berkas yang dibuat oleh "tally key new" atau "tally trustee together".
secret-damaged = berkas rahasia ini rusak.
secret-damaged-advice = ambil salinan cadangannya.
secret-other-form = isi berkas rahasia ini bukan bentuk yang dikenal program ini.
secret-not-encrypted = berkas rahasia tidak dapat dikunci.

## Kunci
kind-authority = otoritas
kind-committee = anggota panitia
kind-saksi = saksi
kind-trustee = wali kunci
kind-booth = bilik suara
key-made = Kunci baru sudah dibuat dan disimpan terkunci.
key-made-next = Salin kunci publik ke rancangan definisi. Simpan berkas rahasia dan salinan cadangannya di tempat terpisah; tanpa kata sandi berkas ini tidak dapat dibuka oleh siapa pun.
key-kind = Jenis        : { $kind }
key-name = Nama         : { $name }
key-mode = Mode         : { $mode }
key-file = Berkas       : { $file }
key-public = Kunci publik : { $key }
key-of-trustee = kunci wali tidak dibuat sendiri-sendiri.
key-of-trustee-advice = kunci wali lahir dari upacara kunci: "tally trustee together".
bad-key-name = "{ $name }" tidak dapat menjadi nama kunci.
head-village = Desa
head-trustee = Wali nomor

## Definisi
definition-unreadable = berkas ini bukan definisi pemilihan (election.json).
definition-invalid = definisi ini memuat { $count } kesalahan.
definition-title = { $title }
definition-hours = { $date }, pukul { $opens } sampai { $closes } { $zone }
definition-authority = Disegel oleh { $name }
definition-resmi = Mode: RESMI (suara dihitung)
definition-simulasi = Mode: SIMULASI (gladi; suara tidak pernah dihitung)
definition-one-machine = Perhatian: upacara kunci diadakan di satu komputer. Siapa yang menguasai komputer itu dapat membaca semua suara desanya.
election-id = NOMOR PEMILIHAN (ElectionId)
election-id-compare = Bacakan nomor ini dan bandingkan setiap angkanya dengan yang tercetak di berita acara penyegelan. Berkas dengan nomor lain adalah pemilihan lain.
candidates-of = Calon di { $village }:
candidate-line = { "  " }{ $number }. { $name }
candidate-blank = { "  " }-  Suara kosong
k-of-n = { $k } dari { $n }
json-not-canonical = penulisan berkas ini menyimpang dari bentuk bakunya.
json-not-canonical-advice = berkas ini diubah sesudah dibuat; ambil berkas aslinya.
head-code = Kode
head-district = Kecamatan
head-tps = TPS
head-booths = Bilik
head-voters = DPT
head-trustees = Wali kunci

## Isi log
inspect-booth = Log desa { $village }, TPS { $tps }, bilik { $booth }
inspect-election = Nomor pemilihan: { $election }
inspect-total = Jumlah catatan: { $count }
inspect-count = { "  " }{ $kind }: { $count }
inspect-damage = Rusak: { $detail }
inspect-without-definition = Tanpa --definition, tanda tangan tidak diperiksa dan kode suara tidak dapat ditampilkan.
inspect-not-a-log = ini bukan log bilik (.plkb atau .plkm).
inspect-not-a-log-advice = berikan berkas yang diekspor dari bilik.
inspect-other-election = log bilik { $booth } ini bukan dari pemilihan dalam definisi yang diberikan.
inspect-other-election-advice = bandingkan nomor pemilihan keduanya: "tally definition show" dan "tally inspect" tanpa --definition.
entry-opened = pembukaan
entry-cast = suara
entry-challenged = uji mesin
entry-cancelled = batal
entry-event = kejadian
entry-closed = penutupan
signature-good = sah
signature-bad = TIDAK SAH
signature-unchecked = belum diperiksa
head-position = Urutan
head-kind = Jenis
head-ballot-code = Kode suara
head-signature = Tanda tangan

## Rancangan dan penyegelan
draft-made = Rancangan ditulis ke { $file }.
draft-made-next = Isi rancangan itu dengan penyunting teks, lalu periksa: tally definition check { $file }
draft-valid = Rancangan { $file } tidak memuat kesalahan.
draft-size = Desa { $villages }, bilik { $booths }, daftar token { $lists }, pemilih (DPT) { $voters }, token { $tokens }.
draft-valid-next = Berikutnya: daftarkan bilik, adakan upacara kunci (tally trustee together), cetak token (tally tokens), lalu segel (tally definition seal).
draft-mistake = { $file }:{ $line }:{ $column }: { $text }
draft-has-mistakes = rancangan ini memuat { $count } kesalahan.
draft-has-mistakes-advice = jalankan "tally definition check" untuk melihat semua kesalahan, lalu perbaiki.
draft-invalid-next = Perbaiki baris-baris itu, lalu periksa lagi.
seal-rehearsal = Memeriksa gladi para wali kunci
seal-mistake = { $text }
seal-refused = Tidak disegel: { $count } hal belum benar.
seal-done = Definisi tersegel: { $file } dengan segel { $note }
seal-next = Sekarang:
    1. Tulis nomor pemilihan ini di berita acara penyegelan dan bacakan keras-keras; dua orang mencocokkan setiap angkanya.
    2. Cocokkan juga di komputer lain: tally definition show election.json
    3. Serahkan election.json dan election.json.note kepada setiap wali kunci: tally trustee accept
    Berkas dengan nomor lain adalah pemilihan lain dan harus ditolak.
seal-other-key = kunci ini bukan kunci otoritas { $name } yang disebut dalam rancangan.
seal-other-key-advice = pakai berkas rahasia otoritas, atau perbaiki kunci otoritas dalam rancangan.
seal-bad = segel definisi ini tidak sah.
seal-bad-advice = jangan pakai definisi ini; mintalah election.json dan election.json.note yang asli dari otoritas.
key-of-simulasi = kunci ini dibuat untuk simulasi dan tidak boleh dipakai dalam pemilihan resmi.
key-of-simulasi-advice = buat kunci baru tanpa --mode simulasi.
rehearsal-failed = gladi para wali kunci desa { $village } tidak benar; dengan kunci ini hasil tidak dapat dibuka.
rehearsal-failed-advice = ulangi upacara kunci desa itu.
part-unreadable = berkas ini bukan kunci bilik atau hasil upacara kunci yang dapat dipakai.
list-unreadable = berkas ini bukan daftar token yang dapat dipakai.

## Wali kunci
ceremony-running = Upacara kunci
ceremony-done = Upacara kunci untuk { $villages } desa selesai. Hasilnya di { $folder }.
ceremony-next = Sekarang:
    1. Setiap wali menyalin berkas rahasianya ke media miliknya sendiri, dan satu cadangan ke media lain.
    2. Sesudah semua wali memegang salinannya, hapus semua berkas .key.age dari komputer ini.
    3. Map trustees/ boleh diumumkan dan diperlukan untuk penyegelan.
ceremony-failed = upacara kunci desa { $village } gagal.
ceremony-failed-advice = tidak ada yang tersimpan; ulangi upacara dari awal.
trustee-twice = nama wali kunci "{ $name }" tertulis dua kali di desa { $village }; satu orang tidak boleh memegang dua bagian.
accept-about-to = Anda akan menyetujui pemilihan { $election }
    Cocokkan dahulu dengan nomor yang tercetak di berita acara penyegelan.
accept-done = { $name } menyetujui definisi ini untuk { $villages } desa.
accept-next = Serahkan berkas persetujuan kepada otoritas. Mulai sekarang kunci ini hanya melayani pemilihan dengan nomor ini.
accept-no-trustee = berkas ini kunci { $kind }, bukan kunci wali.
accept-foreign-share = bagian kunci untuk desa { $village } bukan bagian yang tercatat dalam definisi ini.
accept-foreign-share-advice = pastikan berkas rahasia dan definisi berasal dari upacara kunci yang sama.
accept-other = kunci ini sudah menyetujui pemilihan lain ({ $old }), bukan { $new }.
accept-other-advice = bila pemilihan lama itu benar-benar dibatalkan, ulangi dengan --replace { $old }
accept-after-share = dengan kunci ini sudah dibuat bagian pembukaan untuk pemilihan { $old }; pemilihan { $new } tidak dapat disetujui lagi.
accept-after-share-advice = pemilihan baru memerlukan upacara kunci baru.
memory-damaged = catatan di samping berkas rahasia ini rusak.
memory-damaged-advice = jangan dihapus; ambil salinan catatan itu dari cadangan, karena ia menjaga agar kunci tidak dipakai dua kali.
memory-locked = kunci ini sedang dipakai oleh proses lain.
memory-locked-advice = tunggu atau hentikan proses itu, lalu ulangi.
memory-unkept = catatan di samping berkas rahasia tidak dapat disimpan; tanpa catatan itu kunci ini tidak boleh dipakai.
file-written = Ditulis: { $file }

## Token
tokens-drawing = Mengundi token
tokens-done = { $tokens } token dalam { $lists } daftar dibuat di { $folder }.
tokens-wipe = PERHATIAN: berkas slip memuat kode token yang dapat dipakai memilih. Cetak, lalu hapus map slips/ beserta antrean pencetak; jangan disalin ke mana pun.
tokens-next = Map tokens/ memuat daftar tersegel tanpa kode; itu diperlukan untuk penyegelan dan boleh diumumkan.
no-such-booth = tidak ada bilik "{ $booth }" dalam rancangan ini.
no-such-booth-advice = tulis sebagai desa-tps-bilik, misalnya 1607062001-1-2.
slips-failed = slip token tidak dapat dibuat.
slips-title = Token pemilih { $list } - cetak, gunting, lalu hapus berkas ini
slip-heading = TOKEN PEMILIH
slip-simulasi = SIMULASI
slip-place = TPS { $tps } - Bilik { $booth }
key-of-booth-advice = untuk bilik: --kind booth --name DESA-TPS-BILIK --public BERKAS
key-of-booth-public = kunci bilik memerlukan --public, berkas untuk penyegelan.
key-public-for-booths = --public hanya untuk kunci bilik.
no-booth-name = "{ $name }" bukan nama bilik.
head-trustee-name = Wali kunci
head-file = Berkas
head-shares = Desa
head-list = Daftar
head-tokens = Token
head-slips = Slip

## Bantuan
help = Dari rancangan pemilihan sampai hasil yang terverifikasi.
help-arg-version = Tampilkan versi program
help-everywhere-help = Tampilkan bantuan
help-everywhere-lang = Bahasa: id (bawaan) atau en; juga lewat TALLY_LANG
help-everywhere-json = Keluaran untuk program: satu objek JSON
help-everywhere-quiet = Hanya hasil dan kesalahan
help-key = Kunci otoritas, panitia, saksi, dan bilik
help-key-new = Membuat kunci, disimpan terkunci dengan kata sandi
help-key-new-arg-kind = Untuk siapa: authority, committee, saksi, atau booth
help-key-new-arg-name = Nama kunci, misalnya ketua.sukamaju.example
help-key-new-arg-out = Berkas rahasia yang dibuat
help-key-new-arg-mode = resmi (bawaan) atau simulasi
help-key-new-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-key-show = Menampilkan bagian publik sebuah berkas rahasia
help-key-show-arg-file = Berkas rahasia
help-key-show-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-definition = Definisi pemilihan: rancangan, pemeriksaan, penyegelan
help-definition-show = Menampilkan ringkasan dan nomor pemilihan sebuah definisi tersegel
help-definition-show-arg-file = election.json
help-inspect = Menampilkan isi log sebuah bilik
help-inspect-arg-log = Log bilik: .plkb atau .plkm
help-inspect-arg-definition = election.json: memeriksa tanda tangan dan menampilkan kode suara
help-definition-new = Menulis rancangan berkomentar untuk diisi
help-definition-new-arg-out = Tulis ke berkas ini, bukan ke layar
help-definition-check = Memeriksa rancangan: semua kesalahan sekaligus
help-definition-check-arg-draft = Rancangan (TOML)
help-definition-seal = Menyegel rancangan menjadi election.json
help-definition-seal-arg-draft = Rancangan (TOML)
help-definition-seal-arg-booths = Map kunci publik bilik (*.pub.json)
help-definition-seal-arg-trustees = Map hasil upacara kunci (*.json)
help-definition-seal-arg-tokens = Map daftar token (*.list)
help-definition-seal-arg-authority-key = Berkas rahasia otoritas
help-definition-seal-arg-out = Map tujuan election.json dan segelnya
help-definition-seal-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-key-new-arg-public = Hanya bilik: berkas kunci publik untuk penyegelan
help-trustee = Wali kunci: upacara kunci dan persetujuan
help-trustee-together = Upacara kunci semua desa di satu komputer
help-trustee-together-arg-draft = Rancangan (TOML)
help-trustee-together-arg-out = Map tujuan
help-trustee-together-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per wali, menurut urutan t01, t02, ...
help-trustee-accept = Menyetujui definisi tersegel
help-trustee-accept-arg-definition = election.json, dengan election.json.note di sampingnya
help-trustee-accept-arg-key = Berkas rahasia wali
help-trustee-accept-arg-out = Map tujuan berkas persetujuan
help-trustee-accept-arg-replace = Nomor pemilihan lama yang dibatalkan
help-trustee-accept-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-tokens = Mengundi token, menyegel daftarnya, membuat slip
help-tokens-arg-draft = Rancangan (TOML)
help-tokens-arg-booths = Hanya bilik-bilik ini (desa-tps-bilik)
help-tokens-arg-out = Map tujuan
