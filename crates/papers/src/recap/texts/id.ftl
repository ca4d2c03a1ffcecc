# Teks halaman rekapitulasi. Kunci dan nilainya sama dengan en.ftl; sebuah uji memeriksanya.

## Kepala
page-title = Rekapitulasi - { $title }
page-title-simulation = SIMULASI: Rekapitulasi - { $title }
simulation = SIMULASI - suara di halaman ini tidak pernah dihitung
recap-title = Rekapitulasi suara masuk
provisional = Hasil sementara - bukan penetapan
made = Dihitung { $date } pukul { $time } { $zone }
made-never = Belum ada hitungan yang selesai.
counting = Hitungan baru sedang berjalan sejak pukul { $time } { $zone }. Yang tampil masih hitungan sebelumnya.
counting-first = Hitungan pertama sedang berjalan sejak pukul { $time } { $zone }.
trouble = PERHATIAN: yang terbaru belum terhitung: { $why }
offline = PERHATIAN: sambungan ke komputer rekapitulasi terputus. Yang tampil mungkin sudah lama.
no-script = Tanpa skrip, halaman ini dimuat ulang setiap { $seconds } detik:

## Jumlah
totals-title = Jumlah
card-villages = { $word } terverifikasi
card-tps = TPS terverifikasi
card-turnout = kehadiran
card-cast = suara masuk
totals-basis = Dari bilik yang sudah dihitung: DPT { $counted } dari seluruhnya { $registered }. Hasil terbuka di { $opened } { $word }.
states-caption = Keadaan
head-state = Keadaan
head-villages = { $word }
state-silent = belum lapor
state-received = diterima
state-verified = terverifikasi
state-differs = selisih
state-quarantined = karantina

## Peta dan rincian
map-title = Keadaan setiap { $word }
details-title = Rincian
legend-title = Arti setiap keadaan
meaning-silent = belum ada apa pun yang datang
meaning-received = sudah ada yang datang, tetapi belum diperiksa, atau log belum ditutup atau belum semuanya ada
meaning-verified = semua log sudah diperiksa dan dihitung
meaning-differs = dihitung, tetapi angkanya tidak cocok atau ada bukti yang membantahnya
meaning-quarantined = tidak dihitung: log bercabang, tidak utuh, dibantah bukti, atau tidak dapat dipakai
find = Cari { $word }, kecamatan, atau kode
found = { $word } ditemukan
regency = { $name }
district = Kecamatan { $name }
area-sums = Terverifikasi { $verified } dari { $villages } { $word }, { $tps } dari { $all-tps } TPS · suara masuk { $cast }
area-turnout = { " " }· kehadiran { $turnout }
village-line = TPS { $counted }/{ $all } · suara masuk { $cast }
village-place = Kode { $code } · DPT { $registered }
tps-caption = TPS di { $name }
head-cast = Masuk
head-turnout = Hadir
waits-silent = Perolehan suara belum ada.
waits-incomplete = Perolehan suara belum dapat dibuka: log semua bilik belum lengkap.
waits-contradicted = Perolehan suara tidak ditampilkan: ada bukti yang membantah log yang dihitung.
waits-unsigned = Perolehan suara belum dapat dibuka: panitia belum menandatangani himpunan suara.
waits-successor = Perolehan suara belum ditampilkan: himpunan suara lanjutan menunggu tanda tangan panitia.
waits-shares = Perolehan suara belum dapat dibuka: menunggu wali kunci.
votes-title = Perolehan suara
votes-open = Belum pasti: yang masih diragukan dapat mengubah siapa yang unggul, atau suaranya sama.
votes-sums = Suara sah { $valid }, suara kosong { $blank }. Persen dihitung dari suara sah.
votes-caption = Perolehan suara per TPS di { $name }
head-option = No { $number }
head-blank = Kosong
blank = Suara kosong

## Catatan
note-booth = Bilik { $booth }: { $what }
note-missing = lognya belum ada
note-spare-missing = cadangan: menunggu lognya, atau keputusan panitia bahwa tidak dipakai
note-unread = berkasnya sudah ada, belum diperiksa
note-unusable = berkasnya ada, tetapi tidak ada isinya yang sah: minta salinan lain
note-unclosed = lognya belum ditutup
note-fork = lognya bercabang: dua catatan berbeda untuk urutan yang sama
note-broken = lognya tidak utuh
note-quarantined = lognya ditahan karena ada bukti yang tidak cocok
note-counted-by-decision = dihitung menurut keputusan panitia
note-left-out = ditinggalkan menurut keputusan panitia
note-late = lognya, atau bagian lain darinya, datang sesudah himpunan suara ditandatangani
note-accounting = hitungan petugas tidak cocok dengan log
note-challenge-differs = uji mesin tidak menghasilkan suara yang sama
note-repeated-r = bilangan acak terpakai dua kali: kerahasiaan suara terancam
note-set-aside = { $count } suara disisihkan, tidak dihitung
note-late-ballots = { $count } suara baru ditemukan sesudah panitia menandatangani

## Berkas
files-title = Berkas yang belum atau tidak dihitung
files-none = Tidak ada.
files-more = ... dan { $count } berkas lain.
file-changing = masih disalin: diambil bila dua kali dilihat tetap sama
file-too-deep = map terlalu dalam, isinya tidak dilihat
file-too-many = terlalu banyak berkas, yang ini dan selebihnya tidak dilihat
file-unreadable-now = tidak dapat dibaca
file-at = catatan { $position }: { $what }

## Kaki
election-id = Nomor pemilihan (ElectionId), untuk dicocokkan dengan berita acara penyegelan:
end = Halaman ini menampilkan log yang sudah sampai di kabupaten. Yang menetapkan adalah yang berwenang menurut peraturan; yang menjadi bukti adalah arsip yang diperiksa dengan "tally verify".
