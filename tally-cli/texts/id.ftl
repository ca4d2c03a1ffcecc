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
