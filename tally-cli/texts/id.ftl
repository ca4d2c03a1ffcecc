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
key-verifier = Untuk alat lain: { $key }
key-of-trustee = kunci wali tidak dibuat sendiri-sendiri.
key-of-trustee-advice = kunci wali lahir dari upacara kunci: "tally trustee together".
bad-key-name = "{ $name }" tidak dapat menjadi nama kunci.
long-authority-name = nama otoritas "{ $name }" terlalu panjang; paling banyak { $limit } byte.
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
note-without-definition = Tanpa --definition, tanda tangan tidak diperiksa dan keputusan tidak dijelaskan.
note-checkpoint = Titik periksa atas { $size } isi
note-origin = { "  " }Milik: { $origin }
note-root = { "  " }Akar : { $root }
note-enrolment = Pendaftaran bilik { $booth }
note-short-key = Kode kunci   : { $key }
note-text = Isi yang ditandatangani:
note-line = { "  " }{ $line }
head-signed-by = Penanda tangan
inspect-not-a-log = ini bukan log bilik (.plkb, .plkm, atau basis datanya).
inspect-not-a-log-advice = berikan berkas yang diekspor dari bilik, atau log dari bilik yang rusak.
inspect-no-header = bagian awal log ini rusak: tidak tertulis lagi log ini milik bilik mana.
inspect-no-header-advice = tetap berikan kepada "tally merge": dari tanda tangannya akan ketahuan bilik yang mana.
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
head-details = Keterangan
details-opened = dibuka { $at }
details-closed = ditutup { $at }
details-event = { $event }: { $detail }
details-exchange-read = { event-exchange }: slip lama { $old }, slip baru { $new }; media kedua bilik asal terbaca, slip lama belum terpakai
details-exchange-unreadable = { event-exchange }: slip lama { $old }, slip baru { $new }; media kedua bilik asal TIDAK TERBACA, dua petugas menjamin: { $detail }
event-restart = dinyalakan lagi
event-pause = jeda
event-resume = dilanjutkan
event-print-failure = gagal cetak
event-reprint = cetak ulang
event-clock-jump = jam bergeser
event-medium-lost = media hilang
event-medium-back = media kembali
event-rolled-forward = media disamakan
event-mirror-rebuilt = cermin dibuat ulang
event-log-rebuilt = log dibuat ulang
event-officer = tindakan petugas
event-exchange = penukaran slip dari bilik lain
details-cancelled-voter = pemilih menekan TIDAK
details-cancelled-restart = struk keluar sebelum bilik mati; tidak tercatat
details-cancelled-printer = struk tidak tercetak
details-challenged-good = pilihan yang dibuka: { $choice }; cocok, tidak dihitung
details-challenged-bad = pilihan yang dibuka: { $choice }; TIDAK COCOK dengan sandinya
details-challenged-unchecked = pilihan yang dibuka: { $choice }; belum diperiksa
head-signature = Tanda tangan

## Rancangan dan penyegelan
draft-made = Rancangan ditulis ke { $file }.
draft-made-next = Isi rancangan itu dengan penyunting teks, lalu periksa: tally definition check { $file }
draft-valid = Rancangan { $file } tidak memuat kesalahan.
draft-size = Desa { $villages }, bilik { $booths }, daftar token { $lists }, pemilih (DPT) { $voters }, token { $tokens }.
draft-media = Foto calon { $photos }, rekaman nama { $clips }.
draft-valid-next = Berikutnya: daftarkan bilik (tally booth enrol), adakan upacara kunci (terpisah: tally trustee start; satu laptop: tally trustee together), cetak token (tally tokens), lalu segel (tally definition seal).
draft-mistake = { $file }:{ $line }:{ $column }: { $text }
draft-has-mistakes = rancangan ini memuat { $count } kesalahan.
draft-has-mistakes-advice = jalankan "tally definition check" untuk melihat semua kesalahan, lalu perbaiki.
draft-invalid-next = Perbaiki baris-baris itu, lalu periksa lagi.
seal-rehearsal = Memeriksa gladi para wali kunci
seal-mistake = { $text }
seal-refused = Tidak disegel: { $count } hal belum benar.
seal-done = Definisi tersegel: { $file } dengan segel { $note }
seal-media = Foto calon { $photos } dan rekaman nama { $clips } disalin ke { $folder }.
medium-changed = isi berkas ini bukan yang disegel.
medium-changed-advice = jangan dipakai. Salin lagi map media yang asli, dari tempat penyegelan, ke samping election.json.
medium-changed-now-advice = berkas ini berubah selama penyegelan. Periksa fotonya, lalu segel lagi.
seal-next = Sekarang:
    1. Tulis nomor pemilihan ini di berita acara penyegelan dan bacakan keras-keras; dua orang mencocokkan setiap angkanya.
    2. Cocokkan juga di komputer lain: tally definition show election.json
    3. Serahkan election.json dan election.json.note kepada setiap wali kunci: tally trustee accept
    4. Sesudah para wali menyetujui, buat paket untuk setiap bilik: tally booth pack
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

## Upacara kunci terpisah
ceremony-no-such-trustee = tidak ada wali kunci bernama "{ $name }" dalam rancangan ini.
ceremony-no-such-trustee-advice = tulis nama persis seperti dalam rancangan; "tally definition check" memeriksa rancangan itu.
ceremony-several-groups = "{ $name }" menjadi wali dalam beberapa kelompok; setiap kelompok mengadakan upacaranya sendiri.
ceremony-several-groups-advice = sebut kelompoknya dengan salah satu desanya, --village KODE: { $villages }
ceremony-started = { $trustee }: kunci upacara dibuat untuk { $villages } desa.
ceremony-own-fingerprint = Sidik kunci Anda: { $code }
ceremony-start-next = Sekarang:
    1. Bawa { $file } kepada semua wali lain, dan kumpulkan berkas mereka di { $files }.
    2. Bacakan sidik kunci Anda kepada semua wali, langsung atau lewat telepon. Catat sidik kunci mereka.
    3. Bila berkas semua wali sudah ada:
    { "    " }tally trustee round1 --state { $state } --files { $files }
    Berkas { $state } rahasia: jangan disalin ke media bersama, jangan dihapus sebelum upacara selesai.
ceremony-compare = Cocokkan setiap sidik kunci dengan yang DIBACAKAN oleh wali itu sendiri:
ceremony-fingerprint-line = { "  " }{ $code }  { $trustee }
ceremony-compare-question = Ketik "ya" bila semuanya sama:
ceremony-fingerprint-count = berkas ini memuat { $found } sidik kunci; seharusnya { $needed }, satu baris untuk setiap wali, urut t01, t02, ...
ceremony-fingerprint-differs = sidik kunci { $trustee } adalah { $code }, bukan yang diharapkan.
ceremony-fingerprint-differs-advice = minta wali itu membacakan sidik kuncinya sekali lagi. Bila tetap berbeda, berkasnya diganti orang di jalan: minta berkas baru langsung darinya.
ceremony-declined = tidak disetujui; tidak ada yang ditulis.
ceremony-declined-advice = cari tahu siapa yang melihat hal lain, lalu jalankan lagi. Jangan lanjutkan sebelum semuanya sama.
ceremony-round1-done = Babak 1 selesai untuk { $villages } desa.
ceremony-round1-next = Sekarang:
    1. Bawa { $file } kepada semua wali lain, dan kumpulkan berkas babak 1 mereka di { $files }.
    2. Bila berkas semua wali sudah ada:
    { "    " }tally trustee round2 --state { $state } --files { $files }
ceremony-compare-code = Bacakan kode ini dan cocokkan dengan SEMUA wali lain. Sesudah ini bagian rahasia dikirim.
ceremony-code-line = { "  " }Kode upacara: { $code }
ceremony-compare-code-question = Ketik "ya" bila semua wali melihat kode yang sama:
ceremony-code-differs = kode upacara di sini { $code }, bukan yang diharapkan.
ceremony-code-differs-advice = ada wali yang menerima berkas lain. Bandingkan berkas babak 0 dan babak 1 satu per satu; jangan lanjutkan sebelum kodenya sama.
ceremony-round2-done = Babak 2 selesai untuk { $villages } desa. Setiap bagian hanya dapat dibuka oleh penerimanya.
ceremony-round2-next = Sekarang:
    1. Bawa { $file } kepada semua wali lain, dan kumpulkan berkas babak 2 mereka di { $files }.
    2. Bila berkas semua wali sudah ada:
    { "    " }tally trustee finish --state { $state } --files { $files } --out BERKAS.key.age
ceremony-finished = Upacara selesai untuk { $villages } desa. Semua wali melihat hal yang sama.
ceremony-finish-next = Sekarang:
    1. Salin { $key } ke media milik Anda sendiri, dan satu cadangan ke media lain yang disimpan di tempat lain.
    2. Serahkan semua berkas upacara (.note, babak 0 sampai 3) di { $files } kepada otoritas, termasuk { $file }.
    3. Sesudah definisi disegel dan cadangan Anda terbukti dapat dibuka, hapus { $state }.
    4. Bila definisi sudah disegel: tally trustee accept
ceremony-missing = belum ada: { $files }
ceremony-missing-seal-advice = minta berkas itu dari walinya dan salin ke map --trustees, lalu jalankan perintah yang sama. Wali yang kehilangan berkasnya menulisnya sekali lagi di komputernya sendiri, dengan perintah babak itu.
ceremony-missing-advice = salin berkas itu ke map berkas, lalu jalankan perintah yang sama. Wali yang kehilangan berkasnya menjalankan lagi perintah babak itu: berkas yang sama ditulis sekali lagi.
ceremony-too-early = babak sebelumnya belum Anda jalankan.
ceremony-too-early-advice = jalankan dahulu: { $command }
ceremony-state-other = catatan rahasia ini milik upacara lain: rancangan, desa, nama atau ambangnya berbeda.
ceremony-state-other-advice = untuk upacara baru pakai --state dan --files yang baru; jangan hapus catatan lama bila upacaranya masih berlaku.
ceremony-state-other-form = isi berkas ini bukan catatan upacara kunci yang dikenal program ini.
ceremony-unwritable = berkas upacara tidak dapat dibuat.
ceremony-unreadable = berkas upacara ini rusak atau tidak lengkap.
ceremony-unreadable-advice = hapus berkas ini, lalu minta lagi dari wali yang membuatnya; perintah babak itu menulis berkas yang sama sekali lagi, juga untuk berkas Anda sendiri.
ceremony-state-old = berkas ini Anda buat sendiri, tetapi catatan (--state) ini belum mengenalnya: catatan ini salinan lama.
ceremony-state-old-advice = pakai catatan yang terbaru. Bila hilang, semua wali harus memulai lagi dengan map dan catatan baru.
ceremony-own-replaced = berkas Anda sendiri di map ini bukan berkas yang Anda buat.
ceremony-own-replaced-advice = pindahkan berkas itu sebagai bukti, jalankan lagi, dan beri tahu semua wali: ada yang mengganti berkas.
ceremony-two-files = ada dua berkas berbeda dari { $trustee } untuk babak { $round }; yang lain: { $other }
ceremony-two-files-advice = simpan keduanya sebagai bukti di luar map. Tanyakan kepada wali itu mana yang benar; bila keduanya bertanda tangannya, ia menipu: ulangi upacara tanpa dia.
ceremony-foreign = berkas ini berasal dari upacara lain: rancangan, mode atau wali yang lain.
ceremony-foreign-advice = keluarkan berkas itu dari map, atau pakai rancangan yang sama untuk semua wali.
ceremony-changed = berkas { $trustee } ini bukan berkas yang sudah Anda jawab.
ceremony-changed-advice = kembalikan berkas yang semula. Bila wali itu memulai lagi, semua wali harus memulai lagi dengan map dan catatan baru.
ceremony-same-keys = { $trustee } memakai kunci yang sudah dipakai wali lain.
ceremony-other-setting = { $trustee } memulai upacara untuk desa, nama atau ambang yang lain.
ceremony-other-round0 = { $trustee } menjawab berkas babak 0 yang lain dari yang ada di sini.
ceremony-other-villages = berkas { $trustee } memuat desa yang lain.
ceremony-other-key = { $trustee } mendapat kunci lain untuk desa { $village }.
ceremony-bad-signature = berkas ini tidak ditandatangani oleh { $trustee }.
ceremony-share-unreadable = bagian dari { $trustee } untuk Anda tidak dapat dibuka.
ceremony-fault = { $trustee }, desa { $village }: { $fault }.
ceremony-refused-advice = jangan lanjutkan. Minta berkas asli langsung dari wali yang disebut; bila tetap salah, beri tahu semua wali dan ulangi upacara dengan map dan catatan baru.
fault-count = berkasnya tidak ada, atau wali itu tidak termasuk kelompok ini
fault-unreadable = bagian berkasnya tidak dapat dibaca
fault-coefficients = bagiannya dibuat untuk ambang yang lain
fault-no-possession = bukti kepemilikan dalam babak 1 salah
fault-replaced = berkas babak 1 ini bukan yang dibuat dengan rahasianya
fault-other-transcript = wali itu melihat berkas babak 1 yang lain
fault-wrong-share = bagian dalam babak 2 bertentangan dengan babak 1
ceremony-status-none = Tidak ada berkas upacara di { $folder }.
ceremony-status-no-round0 = Desa { $village }: belum ada berkas babak 0.
ceremony-status-title = Upacara { $village } ({ $villages } desa)
ceremony-there = ada
ceremony-absent = -
ceremony-status-next0 = Belum ada: { $files }. Setiap wali menjalankan tally trustee start, lalu membawa berkasnya.
ceremony-status-next1 = Belum ada: { $files }. Setiap wali menjalankan tally trustee round1, lalu membawa berkasnya.
ceremony-status-next2 = Belum ada: { $files }. Setiap wali menjalankan tally trustee round2, lalu membawa berkasnya.
ceremony-status-next3 = Belum ada: { $files }. Setiap wali menjalankan tally trustee finish, lalu membawa berkasnya.
ceremony-status-whole = Semua berkas ada. Otoritas menyegel dengan map ini: tally definition seal --trustees MAP
ceremony-apart-unproved = berkas ini menyebut upacara terpisah untuk desa { $village }, tetapi tidak membuktikannya.
ceremony-apart-unproved-advice = hapus berkas ini dan letakkan berkas upacara semua wali (babak 0 sampai 3, .note) di map itu.
head-fingerprint = Sidik kunci
head-round = Babak { $round }

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
key-of-booth-advice = bilik membuat kuncinya sendiri; daftarkan dengan: tally booth enrol. Hanya untuk uji tanpa bilik: --kind booth --name DESA-TPS-BILIK --public BERKAS
key-of-booth-public = kunci bilik memerlukan --public, berkas untuk penyegelan.
key-public-for-booths = --public hanya untuk kunci bilik.
no-booth-name = "{ $name }" bukan nama bilik.
head-trustee-name = Wali kunci
head-file = Berkas
head-shares = Desa
head-list = Daftar
head-tokens = Token
head-slips = Slip

## Bilik sebelum hari pemungutan suara
enrol-nothing = di sini tidak ada pendaftaran bilik (*.enrol.note).
enrol-nothing-advice = pasang stik dari bilik itu, atau ekspor pendaftarannya sekali lagi dari bilik.
enrol-unreadable = berkas ini bukan pendaftaran bilik yang dapat dipakai.
enrol-unreadable-advice = ekspor pendaftaran sekali lagi dari bilik itu.
enrol-not-own-key = pendaftaran ini tidak ditandatangani oleh kunci di dalamnya; siapa pun dapat menulisnya.
enrol-not-own-key-advice = jangan dipakai; ambil pendaftaran langsung dari bilik, dan cari tahu dari mana berkas ini.
enrol-two-modes = pendaftaran untuk simulasi dan untuk pemilihan resmi tercampur.
enrol-two-modes-advice = daftarkan bilik dari satu mode saja; yang lain disiapkan ulang di bilik.
enrol-two-keys = ada dua kunci untuk bilik { $booth }: { $first } dan { $second }.
enrol-two-keys-advice = cocokkan dengan cetakan bilik itu, lalu berikan pendaftaran yang benar saja.
enrol-other-key = bilik { $booth } sudah terdaftar dengan kunci { $old }; yang ini { $new }.
enrol-other-key-advice = cocokkan dengan cetakan bilik. Bila bilik itu memang disiapkan ulang, ulangi dengan --replace.
enrol-key-twice = satu kunci dipakai untuk dua bilik: { $booth } dan { $other }.
enrol-key-twice-advice = satu dari dua bilik itu salinan dari yang lain; siapkan ulang bilik itu supaya ia membuat kuncinya sendiri.
enrol-about-to = Bilik-bilik ini akan didaftarkan. Cocokkan setiap kunci dengan cetakan dari bilik itu:
enrol-line = { "  " }{ $booth }   { $key }   { $outcome }
enrol-question = Semua cocok? Ketik "ya" untuk mendaftarkan:
enrol-declined = tidak ada yang didaftarkan.
enrol-new = baru
enrol-same = sudah terdaftar
enrol-replaced = mengganti kunci lama
enrol-done = { $count } bilik terdaftar di { $folder }.
enrol-next = Simpan cetakan bilik yang sudah dicocokkan bersama berita acara. Sesudah semua bilik terdaftar, segel definisi: tally definition seal
head-booth = Bilik
head-short-key = Kunci
head-outcome = Keterangan
pack-making = Membuat paket bilik
pack-no-such-booth = tidak ada bilik "{ $booth }" dalam definisi ini.
pack-other-key = kunci ini bukan kunci otoritas { $name } yang menyegel definisi ini.
pack-other-key-advice = pakai berkas rahasia otoritas yang menyegel definisi.
pack-failed = paket bilik { $booth } tidak dapat dibuat.
pack-failed-advice = pakai daftar token, persetujuan, foto, dan rekaman yang dibuat untuk definisi ini.
pack-done = { $count } paket bilik ada di { $folder }.
pack-incomplete = { $count } paket BELUM dapat dibuat, karena ada berkas yang kurang. Lengkapi, lalu jalankan lagi perintah ini; paket yang sudah ada dibiarkan.
pack-next = Salin setiap paket ke stik biliknya. Bilik menampilkan nomor pemilihan di atas saat memuat paket; cocokkan setiap angkanya dengan berita acara penyegelan.
pack-written = ditulis
pack-same = sudah ada
pack-missing = kurang: { $path }
pack-media-missing = Foto atau rekaman calon kurang: salin map media dari tempat penyegelan ke samping election.json, atau sebut mapnya dengan --media.
head-bytes = Byte
acceptance-unreadable = berkas ini bukan persetujuan wali kunci yang dapat dipakai.
acceptance-bad = persetujuan ini tidak berasal dari wali kunci dalam definisi.
acceptance-bad-advice = mintalah persetujuan yang asli dari wali kunci itu: tally trustee accept

## Arsip pemilihan
simulasi-mark = *** SIMULASI - suara dalam gladi ini tidak pernah dihitung ***
election-root = AKAR PEMILIHAN
set-hash = NOMOR HIMPUNAN SUARA { $village }
reading-files = Membaca berkas
counting-villages = Menghitung desa
decrypting-villages = Membuka hasil desa
no-record = di sini tidak ada arsip pemilihan.
no-record-advice = berikan map arsip yang dibuat oleh "tally merge".
record-refused = arsip ini memuat sesuatu yang tidak ada dalam arsip pemilihan.
record-locked = arsip ini sedang dipakai oleh proses lain.
record-of-other-election = arsip yang sudah ada di sini dari pemilihan lain.
record-of-other-election-advice = pilih map lain untuk arsip, atau berikan definisi yang benar.
record-written = Arsip: { $record }. Laporan masukan: { $report }
no-such-village = desa { $village } tidak ada dalam definisi ini.
no-such-village-advice = tulis kode desa sepuluh angka seperti dalam "tally definition show".
list-missing = daftar token { $list } tidak ada di antara masukan.
list-missing-advice = berikan juga map tokens; tanpa daftar itu suara sah tidak dapat dibedakan dari suara selundupan.

## Penggabungan
head-entries = Catatan
head-root = Akar
head-signed-before = Pernah ditandatangani
witness-no-saksi = { $name } bukan saksi calon dalam pemilihan ini.
witness-no-saksi-advice = pakai berkas rahasia saksi yang kuncinya tercatat dalam definisi.
witness-first = ditandatangani, pertama kali
witness-again = ditandatangani, sama seperti sebelumnya
witness-grown = ditandatangani, melanjutkan yang pernah Anda tandatangani
witness-shorter = TIDAK DITANDATANGANI: ada catatan yang hilang
witness-rewritten = TIDAK DITANDATANGANI: ada catatan yang diubah
witness-fork = TIDAK DITANDATANGANI: bilik ini bercerita dua macam
witness-log-needed = belum ditandatangani: sertakan juga lognya
witness-no-checkpoint = belum ditandatangani: belum ada yang ditandatangani bilik
witness-nothing = tidak ada di antara masukan
witness-foreign = bukan desa Anda, dilewati
witness-refused-shorter = PERHATIAN, bilik { $booth }: Anda pernah menandatangani { $before } catatan, sekarang hanya ada { $size }. Log ini dipotong atau dimundurkan, atau ini salinan lama.
    Tanda tangan Anda dahulu berlaku untuk akar { $root }
witness-refused-rewritten = PERHATIAN, bilik { $booth }: { $before } catatan pertama bukan lagi yang pernah Anda tandatangani. Ada catatan yang diubah.
    Dahulu:   akar { $root }
    Sekarang: akar { $found }
witness-refused-fork = PERHATIAN, bilik { $booth }: tentang { $size } catatan, bilik ini menandatangani dua hal yang berbeda. Pada mesin yang jujur hal ini tidak pernah terjadi.
witness-refused-log-needed = Bilik { $booth }: Anda pernah menandatangani { $before } catatan. Hanya log yang dapat menunjukkan bahwa titik periksa baru melanjutkannya: sertakan juga log bilik itu (.plkb, .plkm, atau basis datanya) dalam perintah ini.
witness-remark = Bilik { $booth }: { $detail }
witness-objection = Yang perlu dilakukan sekarang:
    1. Simpan kedua berkas: masukan ini dan titik periksa yang dahulu Anda tandatangani. Salin ke stik milik Anda sendiri, jangan hapus apa pun.
    2. Mintalah salinan log yang terbaru, lalu jalankan lagi perintah ini dengan log itu.
    3. Bila hasilnya tetap sama, ajukan keberatan tertulis kepada panitia sebelum himpunan suara ditandatangani, dengan kedua berkas dan kedua akarnya.
witness-next = Tanda tangan Anda ada di { $folder }. Serahkan kepada panitia untuk "tally merge", dan simpan salinannya: kelak terbukti sampai di mana setiap log waktu itu.
merge-title = Penggabungan: { $title }
merge-read = Masukan: { $files } berkas, { $entries } catatan log bertanda tangan sah, { $ballots } suara.
merge-next-missing = Berikutnya: lengkapi yang kurang, lalu jalankan lagi perintah ini dengan masukan yang baru. Yang sudah ada di arsip tidak hilang.
merge-next-sign = Berikutnya, panitia menandatangani himpunan suara:
    { "    " }tally sign --record { $record } --key BERKAS-PANITIA
merge-next-decrypt = Berikutnya, wali kunci membuka hasil:
    { "    " }tally decrypt --record { $record } --key BERKAS-WALI --out MAP
    { "    " }tally result --record { $record } MAP
merge-next-verify = Berikutnya, siapa pun dapat memeriksa arsip ini:
    { "    " }tally verify { $record }
signatures-so-far = Tanda tangan panitia { $village } sejauh ini: { $given } dari { $needed }
acceptances-missing = Persetujuan wali kunci belum ada: { $files }. Tanpa itu arsip tidak lulus pemeriksaan; berikan map acceptances.
inputs-not-taken = Masukan yang tidak (seluruhnya) dipakai: { $count }
input-line = { "  " }{ $file }: { $cause } ({ $detail })
input-at = { "  " }{ $file }, catatan { $position }: { $cause } ({ $detail })
and-more = { "  " }... dan { $count } lagi
cause-unreadable = tidak dapat dibaca
cause-link = tautan simbolik, tidak diikuti
cause-special = bukan berkas biasa
cause-too-large = terlalu besar
cause-too-many = terlalu banyak
cause-unknown = bukan bagian dari pemilihan
cause-invalid = tidak sah
head-ballots = Suara
head-aside = Disisihkan
head-set = Himpunan
head-standing = Keadaan
standing-incomplete = BELUM LENGKAP
standing-refused = himpunan bermasalah
standing-counted = menunggu tanda tangan
standing-signed = menunggu wali kunci
standing-next = menunggu tanda tangan lanjutan
standing-complete = lengkap
missing-of = { $village } belum lengkap:
missing-booth = { "  " }TPS { $tps } bilik { $booth }: { $why }
    { "  " }{ "  " }Yang perlu dilakukan: { $advice }
detail-line = { "  " }{ "  " }Rincian: { $check } ({ $detail })
detail-at = { "  " }{ "  " }Rincian: catatan { $position }, { $check } ({ $detail })
refused-set = { "  " }Himpunan suara: { $check } ({ $detail })
booth-missing = lognya belum ada
booth-missing-advice = bawa stik atau media kedua bilik ini, lalu gabungkan lagi. Bila log itu tidak akan pernah ada (juga cadangan yang tidak dibuka): tally decide booth-missing
booth-fork = lognya bercabang: dua catatan berbeda untuk urutan yang sama
booth-fork-advice = amankan kedua media bilik ini dan panggil petugas teknis; suaranya tidak dihitung sebelum ada keputusan: tally decide choose-fork
booth-broken = lognya tidak utuh
booth-quarantined = lognya ditahan karena ada bukti yang tidak cocok
booth-broken-advice = baca media kedua bilik ini dan gabungkan; bila tetap begitu, panggil petugas teknis.
booth-unclosed = lognya belum ditutup
booth-unclosed-advice = tutup pemungutan suara di bilik ini, ekspor lagi, lalu gabungkan. Bila bilik itu tidak dapat ditutup lagi: tally decide count-unclosed
booth-counted = dihitung
remarks-of = Perlu diperhatikan di { $village }:
remark-aside = { "  " }TPS { $tps } bilik { $booth }, catatan { $position }: suara { $code } tidak dihitung, { $reason }
remark-entry = { "  " }TPS { $tps } bilik { $booth }, catatan { $position }: { $remark }
remark-log = { "  " }TPS { $tps } bilik { $booth }: { $check } ({ $detail })
remark-late = { "  " }TPS { $tps } bilik { $booth }: lognya datang sesudah himpunan ditandatangani dan belum dihitung
    { "  " }{ "  " }Yang perlu dilakukan: { $advice }
remark-grown = { "  " }TPS { $tps } bilik { $booth }: sesudah akhir log yang diputuskan panitia, datang catatan lain; suaranya tidak pernah ditambahkan, tetapi ikut diragukan (seluruhnya { $count })
late-undecided = panitia memutuskan apakah log itu ditambahkan: tally decide late-log
late-decided = sudah diputuskan; panitia menandatangani himpunan lanjutan: tally sign
remark-next = { "  " }Himpunan lanjutan nomor { $number } menunggu tanda tangan panitia
remark-share = { "  " }Bagian wali kunci ditolak: { $detail }
aside-not-in-list = tokennya tidak ada dalam daftar
aside-token-used = tokennya sudah terpakai
aside-token-exchanged = slipnya sudah ditukar, dan suara dari slip yang lain yang dihitung
aside-invalid-proof = bukti suaranya tidak sah
remark-challenge-differs = uji mesin tidak menghasilkan suara yang sama: bilik ini rusak atau curang
remark-challenge-token = token suara uji tidak ada dalam daftar atau sudah terpakai
remark-exchange-invalid = ada penukaran slip yang melanggar aturan; penukaran itu tidak berlaku
remark-repeated-r = bilangan acak terpakai dua kali: kerahasiaan suara ini terancam
remark-accounting = hitungan petugas berbeda dari log, dengan alasan tertulis

## Tanda tangan panitia
sign-about-to = Anda akan menandatangani himpunan suara ini. Bacakan nomornya keras-keras, cocokkan dengan komputer lain, dan tulis di kertas.
sign-statement = Desa { $village } ({ $code }): { $ballots } suara dihitung dari { $booths } bilik, { $aside } disisihkan.
sign-hash = { "  " }{ $hash }
sign-question = Ketik "ya" untuk menandatangani:
sign-declined = tidak ditandatangani.
sign-failed = himpunan suara tidak dapat ditandatangani.
sign-no-member = { $name } bukan anggota panitia desa yang dimaksud, dan bukan penyelenggara.
sign-no-member-advice = pakai berkas rahasia anggota panitia yang kuncinya tercatat dalam definisi.
sign-done = Ditandatangani oleh { $name }
sign-enough = Tanda tangan cukup ({ $given }). Himpunan ini sudah menjadi bagian arsip dan tidak berubah lagi.
sign-lacking = Tanda tangan: { $given } dari { $needed }; masih kurang { $lacking }.
sign-refused = { $village } tidak ditandatangani, karena belum lengkap.
sign-next = Tanda tangan disimpan di { $folder } sampai cukup. Berikutnya, anggota lain menandatangani dengan perintah yang sama.
sign-successor = { "  " }Ini himpunan LANJUTAN nomor { $number }: ia melanjutkan himpunan yang sudah ditandatangani dan menambahkan:
sign-adds = { "  " }{ "  " }TPS { $tps } bilik { $booth }, { $cast } suara dalam log
sign-root-about-to = Anda akan menandatangani akar pemilihan sebagai penyelenggara. Cocokkan dengan komputer lain:
    { "  " }{ $root }
sign-root-unfinished = akar pemilihan belum tetap: { $count } desa belum selesai ditandatangani panitianya ({ $villages }).
sign-root-unfinished-advice = tunggu sampai semua himpunan suara ditandatangani; akar lain yang pernah ditandatangani akan selalu disebut dalam pemeriksaan.
root-signed = Akar ini sudah ditandatangani penyelenggara.
root-unsigned = Akar ini belum ditandatangani penyelenggara.
root-not-fixed = Akar pemilihan belum tetap, karena { $count } desa belum selesai ditandatangani panitianya: jangan disalin ke kertas.
root-others = PERHATIAN: penyelenggara juga menandatangani { $count } akar lain. Bukti bertambah sesudahnya, atau ada yang memperlihatkan arsip yang berbeda: bandingkan.

## Keputusan panitia
decide-about-to = Anda akan menandatangani keputusan ini atas nama panitia. Bacakan keras-keras.
decision-head = Keputusan nomor { $number } panitia { $village } ({ $code }):
decision-what = { "  " }{ $what }
decision-branch = { "  " }Isi log: { $branch }
decision-end = { "  " }Sampai catatan ke-{ $size }, sidik { $head }
decision-attendance = { "  " }{ "  " }Dusun { $dusun } { $name }: hadir L { $male }, P { $female }; di antaranya DPTb L { $dptb-male }, P { $dptb-female }
decision-means = { "  " }Artinya: { $means }
decision-reason = { "  " }Alasan: { $reason }
decision-hash = { "  " }Nomor sidik keputusan: { $hash }
decided-booth-missing = TPS { $tps } bilik { $booth } ditinggalkan; paling banyak { $at-most } suara diragukan
decided-count-unclosed = TPS { $tps } bilik { $booth } dihitung walaupun belum ditutup, sampai catatan ke-{ $size }
decided-choose-fork = TPS { $tps } bilik { $booth }: dari log yang bercabang, cabang dengan { $size } catatan yang dihitung
decided-late-log = TPS { $tps } bilik { $booth }: log yang terlambat ({ $size } catatan) ditambahkan
decided-attendance = TPS { $tps } bilik { $booth }: kehadiran per dusun menurut panitia
decided-tie = suara sama diputus untuk calon { $number }, { $name } ({ $article })
means-booth-missing = desa dihitung tanpa bilik ini. Suara yang mungkin ada di sana tidak dihitung; bila selisih suara tidak lebih besar, hasilnya belum pasti. Bila kelak lognya datang utuh, log itu dapat ditambahkan dengan keputusan lain.
means-count-unclosed = log yang tidak pernah ditutup ini dihitung seperti log utuh, persis sampai catatan itu. Suara sesudahnya, bila ada, tidak pernah dihitung.
means-choose-fork = suara di cabang ini dihitung; suara yang hanya ada di cabang lain disisihkan dan disebut satu per satu.
means-late-log = himpunan suara yang sudah ditandatangani tidak berubah; sesudah ini panitia menandatangani himpunan lanjutan yang menambahkan bilik ini.
means-attendance = angka ini dipakai sebagai ganti angka yang ditulis petugas saat penutupan; jumlah suara tidak berubah.
means-tie = aturan dalam definisi tidak memutus suara sama ini; calon itu yang dinyatakan unggul menurut pasal tersebut.
branch = { $size } catatan, { $cast } suara, { $closed }, catatan terakhir { $head }
branch-closed = sudah ditutup
branch-unclosed = belum ditutup
head-closing = Penutupan
head-last = Catatan terakhir
decisions-of = Keputusan panitia { $village }:
decision-line = { "  " }Nomor { $number }: { $what } - { $standing }
decision-waiting = { "  " }Nomor { $number }: { $what } - MENUNGGU: baru ditandatangani { $given } dari { $needed } anggota panitia; berikan juga berkas anggota yang lain, atau tandatangani dengan "tally decide sign"
decision-followed = berlaku
decision-continued = berlaku untuk himpunan nomor { $set }, sudah dilanjutkan
decision-replaced = diganti keputusan yang lebih baru
decision-conflicting = BERTENTANGAN dengan keputusan lain bernomor sama; tidak satu pun berlaku sampai ada keputusan bernomor lebih tinggi
decision-without-effect = TIDAK BERPENGARUH: tidak cocok dengan log atau hasil yang ada, atau tidak diperlukan
decide-enough = Tanda tangan cukup ({ $given }). Keputusan ini berlaku sesudah digabungkan ke dalam arsip.
decide-next-sign = Berikutnya, anggota lain membaca dan menandatangani:
    { "    " }tally decide sign { $files } --record { $record } --key BERKAS-PANITIA
decide-next-merge = Berikutnya, masukkan ke dalam arsip:
    { "    " }tally merge --definition { $record }/election.json --record { $record } { $files }
decide-failed = keputusan ini tidak dapat ditandatangani.
decide-not-allowed = keputusan ini tidak dapat dibuat begitu.
decide-number-taken = nomor { $number } tidak dapat dipakai; keputusan terakhir tentang hal ini bernomor { $last }.
decide-no-booth = tidak ada TPS { $tps } bilik { $booth } di desa itu.
decide-no-candidate = tidak ada calon nomor { $number } di desa itu.
decide-no-tie = di { $village } tidak ada suara sama yang melibatkan calon itu, atau hasilnya belum dibuka.
decide-tie-by-rule = di { $village } suara sama itu sudah diputus oleh aturan dalam definisi ({ $article }): unggul calon { $number }.
decide-log-counts = log TPS { $tps } bilik { $booth } utuh dan selalu dihitung; keputusan tidak dapat menyembunyikannya.
decide-more-known = TPS { $tps } bilik { $booth }: { $known } suara dari bilik ini sudah ada di tangan; --at-most tidak boleh kurang dari itu.
decide-not-unclosed = log TPS { $tps } bilik { $booth } bukan log yang belum ditutup: { $why }.
decide-nothing-signed = belum ada himpunan suara yang ditandatangani, jadi log TPS { $tps } bilik { $booth } tidak terlambat: gabungkan saja.
decide-not-late = log TPS { $tps } bilik { $booth } sudah dihitung dalam himpunan yang ditandatangani.
decide-late-first = log TPS { $tps } bilik { $booth } belum dapat ditambahkan: { $why }. Bila belum ditutup atau bercabang, putuskan dulu hal itu dan gabungkan keputusannya.
decide-no-fork = log TPS { $tps } bilik { $booth } tidak bercabang: { $why }.
decide-too-many-branches = log TPS { $tps } bilik { $booth } bercabang terlalu banyak; tidak ada keputusan yang dapat menghitungnya. Hitung dari struk.
decide-fork-belied = log TPS { $tps } bilik { $booth }: ada tanda terima atau titik periksa yang tidak cocok dengan cabang mana pun. Tidak ada keputusan yang dapat menghitungnya; hitung dari struk.
decide-branches = Log TPS { $tps } bilik { $booth } bercabang:
decide-which-branch = Pilih satu dan ulangi dengan --head CATATAN-TERAKHIR (8 digit pertama cukup). Kedua media bilik dan isi kotak audit dapat menunjukkan cabang mana yang benar.
decide-no-branch = tidak ada tepat satu cabang yang berakhir dengan { $head }.
decide-no-branch-advice = jalankan tanpa --head untuk melihat semua cabang, dan berikan paling sedikit 8 digit.
decide-other-end = menurut arsip ini log TPS { $tps } bilik { $booth } berakhir di tempat lain daripada yang disebut keputusan.
decide-other-end-advice = gabungkan dulu semua log ke dalam arsip ini. Bila tetap berbeda, jangan ditandatangani.
decide-conflict = keputusan lain tentang hal yang sama sudah memakai nomor { $number }.
decide-conflict-advice = sepakati satu keputusan; dua keputusan berbeda bernomor sama membuat desa tidak lengkap.
decide-not-a-decision = berkas ini bukan keputusan panitia pemilihan ini, atau tidak ada anggota panitia yang menandatanganinya.
decide-checkpoint-alone = titik periksa ini bukan pasangan keputusan yang diberikan.
decide-checkpoint-alone-advice = berikan juga berkas .decision.note pasangannya.
decide-dptb = dusun { $dusun }: DPTb tidak dapat lebih banyak daripada yang hadir.
decide-file = berkas kehadiran ini tidak dapat dibaca.
decide-file-advice = tulis untuk setiap dusun: [[lists]], dusun = 1, present = {"{"} male = 60, female = 62 {"}"}, dptb = {"{"} male = 0, female = 1 {"}"}
answer-unreadable = jawaban tidak dapat dibaca dari terminal.

## Pembukaan
decrypt-about-to = Anda akan membuka jumlah suara dari himpunan ini. Cocokkan nomornya dengan yang ditulis panitia di kertas; sesudah ini kunci Anda tidak menjawab himpunan lain untuk desa yang sama.
decrypt-question = Ketik "ya" untuk membuka:
decrypt-declined = tidak dibuka.
decrypt-done = Bagian pembukaan dibuat untuk { $count } desa:
decrypt-unready = Belum dapat dibuka: { $count } desa
decrypt-unready-line = { "  " }{ $village }: { $standing }
decrypt-next = Serahkan berkas itu kepada panitia. Sesudah cukup wali:
    { "    " }tally result --record { $record } { $out }
decrypt-no-share = kunci { $name } tidak memegang bagian untuk desa yang dimaksud.
decrypt-not-accepted = kunci ini belum menyetujui pemilihan mana pun.
decrypt-not-accepted-advice = setujui dulu definisi tersegel: tally trustee accept
decrypt-other-election = kunci ini melayani pemilihan { $old }, bukan { $new }.
decrypt-other-election-advice = arsip ini dari pemilihan lain; jangan dibuka dengan kunci ini.
sign-other-set = untuk { $village } kunci ini sudah menandatangani himpunan lain
      { $old }
    dan tidak menandatangani himpunan ini
      { $new }
sign-other-set-advice = jangan menandatangani dua himpunan satu desa. Log yang datang terlambat ditambahkan dengan 'tally decide late-log' pada arsip yang sudah ditandatangani. Bila Anda diperlihatkan dua arsip berbeda, laporkan kepada saksi.
decrypt-other-set = untuk { $village } kunci ini sudah menjawab himpunan lain
      { $old }
    dan tidak menjawab himpunan ini
      { $new }
decrypt-other-set-advice = laporkan kepada semua wali dan saksi: dua himpunan suara satu desa tidak boleh dibuka.

## Hasil
provisional = Hasil sementara - bukan penetapan
result-of = { $village } ({ $code }), Kecamatan { $district }
head-number = No
head-candidate = Calon kepala desa
head-votes = Perolehan
head-percent = % sah
head-bar = { " " }
head-option = No { $number }
head-blank = Kosong
head-leading = Suara terbanyak
head-margin = Selisih
head-area = Wilayah
head-villages = Desa lengkap
head-valid = Suara sah
blank = Suara kosong
result-sums = Suara sah { $valid }, suara kosong { $blank }, jumlah seluruh suara { $all }.
outcome-winner = Suara terbanyak: { $names }, selisih { $margin }.
outcome-tie = Suara sama: { $names }.
outcome-open = Belum ada calon yang unggul.
not-final = Belum pasti, karena:
not-final-line = { "  " }- { $reason }
doubt-aside = { $count } suara yang disisihkan dapat mengubahnya
doubt-booths = paling banyak { $count } suara di { $booths } bilik yang tidak dihitung dapat mengubahnya
doubt-groups = { $count } suara dalam kelompok yang terlalu kecil untuk dibuka dapat mengubahnya (dihitung dari struk)
doubt-late = { $count } suara yang baru ditemukan sesudah ujung log yang diputuskan dapat mengubahnya
doubt-tie = tidak ada aturan dalam definisi yang memutus suara sama; panitia memutuskan: tally decide tie
doubt-no-lead = tidak ada calon yang unggul
tie-rules = Aturan suara sama:
tie-rule = { "  " }{ $number }. { $rule } ({ $article }): { $came }
tie-votes = { "       " }{ $name }: { $votes } suara
tie-won = { "       " }{ $name }: unggul di { $won } TPS
tie-decided = Unggul menurut aturan suara sama: { $name } ({ $article }).
tie-decided-by = Unggul menurut keputusan panitia nomor { $number }: { $name } ({ $article }).
tie-ignored = Keputusan panitia nomor { $number } tentang suara sama, untuk { $name }, tidak berlaku: { $why }.
ignored-no-tie = tidak ada suara sama
ignored-not-a-leader = calon itu bukan salah satu yang suaranya sama
ignored-rule-decides = aturan dalam definisi sudah memutus
rule-tps-registered = suara terbanyak di TPS dengan DPT terbesar
rule-tps-present = suara terbanyak di TPS dengan pemilih hadir terbanyak
rule-dusun-registered = suara terbanyak di dusun dengan DPT terbesar
rule-dusun-present = suara terbanyak di dusun dengan pemilih hadir terbanyak
rule-booth-registered = suara terbanyak di bilik dengan DPT terbesar
rule-booth-present = suara terbanyak di bilik dengan pemilih hadir terbanyak
rule-tps-won = unggul di TPS terbanyak
rule-external = keputusan di luar hitungan suara
came-decided = MEMUTUS
came-decided-at = { $place }, MEMUTUS
came-equal = sama, tidak memutus
came-equal-at = { $place }, sama, tidak memutus
came-no-largest = tidak ada satu yang terbesar, tidak memutus
came-unknown = BELUM DIKETAHUI, karena { $why }
came-unknown-at = { $place }, BELUM DIKETAHUI, karena { $why }
came-waiting = menunggu keputusan panitia
unanswered-attendance = jumlah pemilih yang hadir belum diketahui dari semua tempat
unanswered-not-counted = ada bilik di sana yang tidak dihitung
unanswered-too-small = suara di sana terlalu sedikit untuk dibuka
unanswered-joined = suara di sana dibuka bersama suara tempat lain
place-tps = TPS { $tps }
place-booth = TPS { $tps } bilik { $booth }
place-dusun = dusun { $dusun } { $name }
leading-tie-decided = { $name } (menurut aturan suara sama)
blank-invalid = Suara kosong (tidak sah)
result-sums-invalid = Suara sah { $valid }, suara tidak sah { $blank } (suara kosong), jumlah seluruh suara { $all }.
by-sex = { $all } (L { $male }, P { $female })
head-dusun = Dusun
head-present = Hadir
head-dptb = DPTb
head-cast = Suara di log
accounting-present = Hadir { $all } (L { $male }, P { $female })
accounting-dptb = DPTb { $all } (L { $male }, P { $female })
accounting-present-unknown = Hadir: belum diketahui dari semua bilik; catat dari daftar hadir: tally decide attendance
booth-state-unused = cadangan, tidak dipakai
booth-state-spare = cadangan
booth-state-doubt = tidak dihitung; paling banyak { $doubt } suara diragukan
booth-state-decision = hadir menurut keputusan panitia
booth-state-unknown = hadir belum diketahui
booth-left-out = TPS { $tps } bilik { $booth } ditinggalkan menurut keputusan panitia nomor { $number }: { $reason }
booth-counted-by = TPS { $tps } bilik { $booth } dihitung menurut keputusan panitia nomor { $number }: { $reason }
booth-added = TPS { $tps } bilik { $booth } ditambahkan menurut keputusan panitia nomor { $number }: { $reason }
mismatch-line = TPS { $tps } bilik { $booth }, hitungan tidak cocok: { $what }
mismatch-reason = TPS { $tps } bilik { $booth }, alasan petugas: { $reason }
mismatch-present = hadir { $present }, tetapi DPT dan DPTb hanya { $registered }
mismatch-cast = suara { $cast }, tetapi yang hadir hanya { $present }
mismatch-tokens = token diterima { $received }, tetapi terpakai, ditukar, sisa, dan rusak berjumlah { $used }
mismatch-sah = struk SAH { $slips }, tetapi suara { $cast }
mismatch-batal = struk BATAL { $slips }, tetapi yang batal dalam log hanya { $cancelled }
doubt-tie-slips = aturan suara sama tidak dapat dijawab dari arsip ini; hitung struknya, lalu panitia memutuskan: tally decide tie
doubt-tie-external = suara sama menunggu keputusan panitia: tally decide tie
tps-joined = TPS yang ditulis bersama (+) terlalu kecil untuk dibuka sendiri-sendiri.
accounting-registered = DPT { $all } (L { $male }, P { $female })
accounting-cast = Suara dalam log { $cast }: dihitung { $counted }, disisihkan { $aside }
accounting-others = Uji mesin { $challenged }, batal { $cancelled }
compact-more = Rinci per desa: tambahkan --village KODE
leading = { $number }. { $name }
leading-not-final = { $number }. { $name } (belum pasti)
leading-tie = suara sama: { $numbers }
leading-open = belum ada
no-result-incomplete = { $village }: belum ada hasil, karena belum lengkap.
no-result-unsigned = { $village }: belum ada hasil, karena panitia belum menandatangani.
no-result-shares = { $village }: belum ada hasil; { $groups } kelompok suara masih memerlukan bagian dari { $needed } wali kunci.
summary-title = Rekapitulasi
area-district = Kecamatan { $name }
area-regency = { $name }
result-next-incomplete = Berikutnya: lengkapi yang kurang, lalu jalankan lagi perintah ini. Bagian yang sudah masuk tetap tersimpan di { $record }.

## Pemeriksaan
check-definition = definisi pemilihan
check-seal = segel otoritas
check-acceptances = persetujuan wali kunci
check-token-lists = daftar token
check-bundles = berkas log
check-entry-signatures = tanda tangan bilik
check-chain = rantai log
check-bodies = isi catatan
check-close-counts = hitungan penutupan
check-checkpoints = titik periksa
check-receipts = tanda terima
check-ballot-proofs = bukti suara
check-challenges = uji mesin
check-tokens = token dipakai sekali
check-repeated-r = bilangan acak tidak berulang
check-groups = kelompok suara
check-sums = jumlah tersandi
check-count-sets = himpunan suara
check-committee = tanda tangan panitia
check-trees = akar pohon
check-shares = bagian wali kunci
check-totals = angka hasil
check-results = berkas hasil
check-accounting = pertanggungjawaban
check-decisions = keputusan panitia
check-successors = himpunan suara lanjutan
check-notes = catatan penyelenggara
check-manifest = daftar isi arsip
check-passed = benar
check-failed = GAGAL
head-check-number = No
head-check = Pemeriksaan
head-passed = Diperiksa
head-failed = Gagal
head-verdict = Hasil
failures-of = Pemeriksaan { $number }, { $check }, GAGAL:
failure-line = { "  " }{ $file }: { $detail }
failure-at = { "  " }{ $file }, catatan { $position }: { $detail }
verify-compare = Cocokkan nomor pemilihan di atas dengan yang tercetak di berita acara penyegelan, lalu ulangi dengan --election-id NOMOR. Tanpa itu arsip ini hanya terbukti cocok dengan dirinya sendiri.
verify-complete = SEMUA PEMERIKSAAN BENAR. Arsip ini lengkap.
verify-remarks = SEMUA PEMERIKSAAN BENAR. Ada hal yang perlu diperhatikan (lihat di atas).
verify-incomplete = Semua pemeriksaan benar, tetapi arsip ini BELUM LENGKAP.
verify-failed = PEMERIKSAAN GAGAL. Arsip ini tidak boleh dipakai sebelum penyebabnya ditemukan.
caution-one-machine = Perhatian: upacara kunci diadakan di satu komputer. Siapa yang menguasai komputer itu dapat membaca semua suara.
caution-one-machine-of = Perhatian: upacara kunci desa-desa ini diadakan di satu komputer: { $villages }. Siapa yang menguasai komputer itu dapat membaca semua suaranya.
caution-relaxed = Perhatian: { $count } log dicatat tanpa menunggu media (hanya boleh dalam simulasi); listrik padam dapat menghilangkan suara.
caution-simulasi = Perhatian: ini SIMULASI. Tidak ada suara di sini yang dihitung dalam pemilihan mana pun.

## Tanda terima
receipt-proved = Suara ini ada dalam hasil.
receipt-set-aside = PERHATIAN: suara ini tercatat dalam log, tetapi TIDAK DIHITUNG: { $reason }.
receipt-checked = BENAR: suara ini ada dalam hasil.
receipt-code = Kode suara : { $code }
receipt-place = Tempat     : desa { $village }, TPS { $tps }, bilik { $booth }, catatan { $position }
receipt-files = Bukti ditulis di { $out }: entry.bin, booth.tlog-proof, upper.json
receipt-by-root = Bukti ini sampai ke akar pemilihan yang Anda berikan.
receipt-by-set = Bukti ini sampai ke nomor himpunan suara desa yang Anda berikan.
receipt-next = Periksa di komputer mana pun, tanpa arsip, dengan akar yang diumumkan:
    { "    " }tally receipt check { $out } --root { $root }
receipt-not-found = tidak ada suara yang dihitung dengan kode { $code }.
receipt-not-found-advice = periksa kode pada tanda terima. Bila benar, laporkan kepada saksi dan panitia: tanda terima itu bukti.
receipt-not-counted = suara { $code } tercatat di TPS { $tps } bilik { $booth }, catatan { $position }, tetapi TIDAK DIHITUNG: { $reason }.
receipt-not-counted-advice = simpan tanda terima itu, dan tunjukkan kepada saksi dan panitia desa bila Anda berkeberatan. Keputusan panitia tentang bilik itu terlihat dengan tally result.
aside-left-out = bilik itu ditinggalkan menurut keputusan panitia
aside-other-branch = suara itu ada di cabang log yang tidak dipilih panitia
receipt-ambiguous = beberapa suara berawalan { $code }; berikan kode yang lebih panjang, paling baik 64 digit dari kode QR.
receipt-end-unsigned = log bilik { $booth } dihitung menurut keputusan, tetapi tanda tangan panitia atas titik periksa terakhirnya belum ada dalam arsip.
receipt-end-unsigned-advice = gabungkan berkas .checkpoint.note yang dibuat bersama keputusan itu.
receipt-form = berkas bukti { $part } tidak dapat dibaca.
receipt-other-root = bukti ini tidak sampai ke akar yang diberikan.
receipt-other-root-advice = cocokkan akar itu dengan yang diumumkan di kantor desa.
receipt-broken = bukti ini tidak benar ({ $part }).

## Simulasi lengkap
demo-begins = Simulasi { $villages } desa dengan rata-rata { $voters } pemilih, ke { $out }
demo-fast = Perhatian: --fast-store, log dicatat tanpa menunggu media; catatannya mengatakan itu (relaxed).
demo-folder-taken = map ini sudah ada.
demo-folder-taken-advice = pilih map lain dengan --out, atau hapus simulasi yang lama.
demo-failed = simulasi tidak selesai; ini kesalahan program atau komputer ini.
demo-disagrees = arsip berbeda dari maksud pemilih atau dari struk.
demo-plan = { $option } { $found } tidak dapat dibuat; yang boleh { $allowed }.
demo-accounting = Pertanggungjawaban
demo-registered = Pemilih terdaftar (DPT)
demo-booths = Bilik suara
demo-cast = Suara dikirim
demo-challenged = Uji mesin
demo-cancelled = Struk dibatalkan
demo-restarts = Bilik mati lalu dinyalakan lagi
demo-agrees = Cocok di semua desa: maksud pemilih = struk dalam kotak audit = hasil dalam arsip.
demo-checks = Pemeriksaan arsip
demo-took = Selesai dalam { $seconds } detik. Semuanya ada di { $out }; kunci tak bernilai ada di map secret.
demo-next = Coba sendiri (salin perintahnya)
head-what = Apa
head-count = Jumlah
stage-names = Desa, calon, dan pemilih
stage-keys = Kunci: upacara wali dan panitia
stage-tokens = Token pemilih
stage-seal = Penyegelan dan persetujuan
stage-polling = Pemungutan suara
stage-reading = Membaca stik dari bilik
stage-merging = Penggabungan
stage-decrypting = Tanda tangan dan pembukaan
stage-verifying = Pemeriksaan arsip
stage-done = { "  " }{ $stage } { $seconds } detik
try-verify = Periksa seluruh arsip, seperti siapa pun yang menerima salinannya:
try-receipt = Buktikan bahwa suara dari sebuah tanda terima ada dalam hasil, lalu periksa bukti itu tanpa arsip:
try-inspect = Lihat isi log sebuah bilik:
try-decrypt = Buka sekali lagi sebagai wali kunci 1:
try-flip = Ubah satu byte dalam salinan arsip; pemeriksaan harus gagal dan menyebut berkasnya:

## Bantuan
help = Dari rancangan pemilihan sampai hasil yang terverifikasi.
help-arg-version = Tampilkan versi program
help-everywhere-help = Tampilkan bantuan
help-everywhere-lang = Bahasa: id (bawaan) atau en; juga lewat TALLY_LANG
help-everywhere-json = Keluaran untuk program: satu objek JSON
help-everywhere-quiet = Hanya hasil dan kesalahan
help-key = Kunci otoritas, panitia, saksi, dan bilik
help-key-new = Membuat kunci, disimpan terkunci dengan kata sandi
help-key-new-arg-kind = Untuk siapa: authority, committee, saksi, trustee, atau booth
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
help-witness = Saksi menandatangani sampai di mana log bilik-bilik desanya
help-witness-arg-definition = election.json, dengan election.json.note di sampingnya
help-witness-arg-key = Berkas rahasia saksi; di sampingnya tersimpan catatan tentang apa yang pernah ditandatangani
help-witness-arg-out = Map untuk titik periksa yang ditandatangani
help-witness-arg-inputs = Log (.plkb, .plkm, basis data), titik periksa, arsip; berkas dan map dalam urutan apa pun
help-witness-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-inspect = Menampilkan isi log sebuah bilik, keputusan, titik periksa, atau pendaftaran
help-inspect-arg-log = Log bilik: .plkb, .plkm, atau basis datanya
help-inspect-arg-definition = election.json: memeriksa tanda tangan dan menampilkan kode suara
help-definition-new = Menulis rancangan berkomentar untuk diisi
help-definition-new-arg-out = Tulis ke berkas ini, bukan ke layar
help-definition-check = Memeriksa rancangan: semua kesalahan sekaligus
help-definition-check-arg-draft = Rancangan (TOML)
help-definition-seal = Menyegel rancangan menjadi election.json
help-definition-seal-arg-draft = Rancangan (TOML)
help-definition-seal-arg-booths = Map kunci publik bilik (*.pub.json)
help-definition-seal-arg-trustees = Map hasil upacara kunci (*.json), atau berkas upacara terpisah (*.note)
help-definition-seal-arg-tokens = Map daftar token (*.list)
help-definition-seal-arg-authority-key = Berkas rahasia otoritas
help-definition-seal-arg-out = Map tujuan election.json, segelnya, dan map media (foto dan rekaman)
help-definition-seal-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-key-new-arg-public = Hanya bilik: berkas kunci publik untuk penyegelan
help-trustee = Wali kunci: upacara kunci dan persetujuan
help-trustee-together = Upacara kunci semua desa di satu komputer
help-trustee-together-arg-draft = Rancangan (TOML)
help-trustee-together-arg-out = Map tujuan
help-trustee-together-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per wali, menurut urutan t01, t02, ...
help-trustee-start = Upacara terpisah, babak 0: buat kunci upacara sendiri
help-trustee-start-arg-draft = Rancangan (TOML), sama untuk semua wali
help-trustee-start-arg-name = Nama wali seperti dalam rancangan
help-trustee-start-arg-village = Kode salah satu desa kelompok, bila nama ini wali dalam beberapa kelompok
help-trustee-start-arg-state = Catatan rahasia upacara yang akan dibuat, misalnya t01.ceremony.age
help-trustee-start-arg-files = Map berkas upacara semua wali
help-trustee-start-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-trustee-round1 = Upacara terpisah, babak 1: cocokkan sidik kunci semua wali
help-trustee-round1-arg-state = Catatan rahasia upacara
help-trustee-round1-arg-files = Map berkas upacara semua wali
help-trustee-round1-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-trustee-round1-arg-fingerprints = Sidik kunci yang dibacakan, satu baris per wali, urut t01, t02, ...
help-trustee-round2 = Upacara terpisah, babak 2: cocokkan kode upacara, kirim bagian
help-trustee-round2-arg-state = Catatan rahasia upacara
help-trustee-round2-arg-files = Map berkas upacara semua wali
help-trustee-round2-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-trustee-round2-arg-code = Kode upacara yang dibacakan wali lain
help-trustee-finish = Upacara terpisah, babak 3: simpan bagian sendiri, gladi
help-trustee-finish-arg-state = Catatan rahasia upacara
help-trustee-finish-arg-files = Map berkas upacara semua wali
help-trustee-finish-arg-out = Berkas rahasia wali yang akan dibuat, misalnya t01.key.age
help-trustee-finish-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-trustee-status = Upacara terpisah: sampai di mana, apa yang belum ada
help-trustee-status-arg-files = Map berkas upacara semua wali
help-trustee-accept = Menyetujui definisi tersegel
help-trustee-accept-arg-definition = election.json, dengan election.json.note di sampingnya
help-trustee-accept-arg-key = Berkas rahasia wali
help-trustee-accept-arg-out = Map tujuan berkas persetujuan
help-trustee-accept-arg-replace = Nomor pemilihan lama yang dibatalkan
help-trustee-accept-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-booth = Bilik sebelum hari pemungutan suara: pendaftaran dan paket
help-booth-enrol = Mendaftarkan kunci yang dibuat bilik, dari stik bilik itu
help-booth-enrol-arg-inputs = Berkas .enrol.note, atau map (stik) yang memuatnya
help-booth-enrol-arg-out = Map kunci publik bilik, untuk penyegelan
help-booth-enrol-arg-replace = Ganti kunci bilik yang disiapkan ulang
help-booth-pack = Membuat paket bilik: semua yang diperlukan satu bilik, ditandatangani otoritas
help-booth-pack-arg-definition = election.json, dengan election.json.note di sampingnya
help-booth-pack-arg-tokens = Map daftar token (*.list)
help-booth-pack-arg-acceptances = Map persetujuan wali kunci (*.json)
help-booth-pack-arg-media = Map foto dan rekaman calon, dengan nama apa pun; tanpa ini: map media di samping definisi
help-booth-pack-arg-key = Berkas rahasia otoritas
help-booth-pack-arg-out = Map tujuan paket
help-booth-pack-arg-booth = Hanya bilik ini (desa-tps-bilik); boleh diulang
help-booth-pack-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-tokens = Mengundi token, menyegel daftarnya, membuat slip
help-tokens-arg-draft = Rancangan (TOML)
help-tokens-arg-booths = Hanya bilik-bilik ini (desa-tps-bilik)
help-tokens-arg-out = Map tujuan
help-merge = Menggabungkan log dan semua masukan lain menjadi arsip
help-merge-arg-definition = election.json, dengan election.json.note di sampingnya
help-merge-arg-record = Map arsip; arsip yang sudah ada selalu ikut digabungkan
help-merge-arg-inputs = Berkas dan map dalam urutan apa pun
help-merge-arg-village = Tampilkan dan nilai desa ini saja; arsip tetap memuat semua
help-decide = Keputusan panitia tentang hal yang tidak diputus aturan
help-decide-booth-missing = Menghitung desa tanpa sebuah bilik
help-decide-booth-missing-arg-record = Map arsip
help-decide-booth-missing-arg-village = Kode desa
help-decide-booth-missing-arg-reason = Alasan, 1 sampai 400 karakter
help-decide-booth-missing-arg-number = Nomor keputusan; bawaan: satu lebih tinggi dari yang terakhir tentang hal ini
help-decide-booth-missing-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-booth-missing-arg-out = Map tujuan berkas keputusan
help-decide-booth-missing-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decide-booth-missing-arg-tps = Nomor TPS
help-decide-booth-missing-arg-booth = Nomor bilik
help-decide-booth-missing-arg-at-most = Paling banyak sekian suara mungkin ada di bilik itu; 0 untuk cadangan yang tidak dibuka
help-decide-count-unclosed = Menghitung log yang tidak pernah ditutup
help-decide-count-unclosed-arg-record = Map arsip
help-decide-count-unclosed-arg-village = Kode desa
help-decide-count-unclosed-arg-reason = Alasan, 1 sampai 400 karakter
help-decide-count-unclosed-arg-number = Nomor keputusan; bawaan: satu lebih tinggi dari yang terakhir tentang hal ini
help-decide-count-unclosed-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-count-unclosed-arg-out = Map tujuan berkas keputusan
help-decide-count-unclosed-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decide-count-unclosed-arg-tps = Nomor TPS
help-decide-count-unclosed-arg-booth = Nomor bilik
help-decide-choose-fork = Memilih cabang dari log yang bercabang; tanpa --head cabangnya diperlihatkan
help-decide-choose-fork-arg-record = Map arsip
help-decide-choose-fork-arg-village = Kode desa
help-decide-choose-fork-arg-reason = Alasan, 1 sampai 400 karakter
help-decide-choose-fork-arg-number = Nomor keputusan; bawaan: satu lebih tinggi dari yang terakhir tentang hal ini
help-decide-choose-fork-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-choose-fork-arg-out = Map tujuan berkas keputusan
help-decide-choose-fork-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decide-choose-fork-arg-tps = Nomor TPS
help-decide-choose-fork-arg-booth = Nomor bilik
help-decide-choose-fork-arg-head = Sidik catatan terakhir cabang yang dipilih; 8 digit pertama cukup
help-decide-late-log = Menambahkan log yang datang sesudah himpunan suara ditandatangani
help-decide-late-log-arg-record = Map arsip
help-decide-late-log-arg-village = Kode desa
help-decide-late-log-arg-reason = Alasan, 1 sampai 400 karakter
help-decide-late-log-arg-number = Nomor keputusan; bawaan: satu lebih tinggi dari yang terakhir tentang hal ini
help-decide-late-log-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-late-log-arg-out = Map tujuan berkas keputusan
help-decide-late-log-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decide-late-log-arg-tps = Nomor TPS
help-decide-late-log-arg-booth = Nomor bilik
help-decide-attendance = Menyatakan kehadiran sebuah bilik per dusun
help-decide-attendance-arg-record = Map arsip
help-decide-attendance-arg-village = Kode desa
help-decide-attendance-arg-reason = Alasan, 1 sampai 400 karakter
help-decide-attendance-arg-number = Nomor keputusan; bawaan: satu lebih tinggi dari yang terakhir tentang hal ini
help-decide-attendance-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-attendance-arg-out = Map tujuan berkas keputusan
help-decide-attendance-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decide-attendance-arg-tps = Nomor TPS
help-decide-attendance-arg-booth = Nomor bilik
help-decide-attendance-arg-lists = Setiap dusun bilik itu: DUSUN=L/P, atau DUSUN=L/P+L/P dengan DPTb di antaranya; dusun 0 bila tidak dibagi
help-decide-attendance-arg-file = Berkas TOML dengan [[lists]] sebagai ganti --lists
help-decide-tie = Memutus suara sama yang tidak diputus aturan
help-decide-tie-arg-record = Map arsip
help-decide-tie-arg-village = Kode desa
help-decide-tie-arg-reason = Alasan, 1 sampai 400 karakter
help-decide-tie-arg-number = Nomor keputusan; bawaan: satu lebih tinggi dari yang terakhir tentang hal ini
help-decide-tie-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-tie-arg-out = Map tujuan berkas keputusan
help-decide-tie-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decide-tie-arg-candidate = Nomor calon
help-decide-tie-arg-article = Pasal yang diterapkan
help-decide-sign = Anggota lain membaca keputusan dan menambahkan tanda tangan
help-decide-sign-arg-files = Keputusan (.decision.note), dan titik periksanya (.checkpoint.note) bila ada
help-decide-sign-arg-record = Map arsip
help-decide-sign-arg-key = Berkas rahasia anggota panitia; boleh diulang
help-decide-sign-arg-out = Map tujuan; tanpa ini tanda tangan ditambahkan di berkas itu sendiri
help-decide-sign-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-sign = Panitia menandatangani himpunan suara desanya; penyelenggara menandatangani akar pemilihan
help-sign-arg-record = Map arsip
help-sign-arg-key = Berkas rahasia anggota panitia atau penyelenggara; boleh diulang
help-sign-arg-village = Hanya desa ini
help-sign-arg-passphrase-file = Baca kata sandi dari berkas ini: satu baris per kunci, atau satu untuk semua
help-decrypt = Wali kunci membuat bagian pembukaan
help-decrypt-arg-record = Map arsip
help-decrypt-arg-key = Berkas rahasia wali kunci
help-decrypt-arg-out = Map tujuan bagian pembukaan
help-decrypt-arg-village = Hanya desa ini
help-decrypt-arg-passphrase-file = Baca kata sandi dari berkas ini, bukan dari terminal
help-result = Menambahkan bagian pembukaan dan menampilkan hasil
help-result-arg-record = Map arsip
help-result-arg-shares = Bagian pembukaan: berkas atau map
help-result-arg-village = Tampilkan dan nilai desa ini saja
help-verify = Memeriksa seluruh arsip; dapat dilakukan siapa pun
help-verify-arg-record = Map arsip
help-verify-arg-election-id = Nomor pemilihan dari berita acara penyegelan
help-verify-arg-village = Kelengkapan desa ini saja; kegagalan selalu dari seluruh arsip
help-receipt = Membuktikan bahwa suara sebuah tanda terima ada dalam hasil
help-receipt-arg-record = Map arsip
help-receipt-arg-code = Kode suara: 64 digit, atau 20 huruf dan angka yang tercetak
help-receipt-arg-out = Map tujuan bukti
help-receipt-check = Memeriksa bukti tanpa arsip
help-receipt-check-arg-folder = Map bukti
help-receipt-check-arg-root = Akar pemilihan yang diumumkan, atau nomor himpunan suara desa
help-demo = Simulasi lengkap sebuah pemilihan, dengan hasil dan hal yang dapat dicoba
help-demo-arg-villages = Banyaknya desa (bawaan 48)
help-demo-arg-voters = Rata-rata pemilih setiap desa (bawaan 30)
help-demo-arg-candidates = Banyaknya calon setiap desa (bawaan 3)
help-demo-arg-seed = Angka yang menentukan nama, jumlah, dan pilihan; kunci dan token selalu acak (bawaan 1)
help-demo-arg-out = Map tujuan (bawaan demo-out)
help-demo-arg-fast-store = Log tanpa menunggu media: cepat, tidak tahan listrik padam
