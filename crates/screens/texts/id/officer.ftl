# Layar petugas. Kalimat pendek, untuk dibaca sambil berdiri.

# Di beberapa layar
next = Lanjut
number = { $number }
count-cast = Suara tersimpan
count-challenged = Uji mesin
count-cancelled = Dibatalkan
slip-field = Kode token (17 huruf dan angka)
slip-type = Ketik kode token
write-left = sisa { $left } huruf
write-done = Catat

# Kode dua petugas
codes-heading = Kode dua petugas
codes-start = Untuk membuka kunci bilik suara.
codes-menu = Untuk membuka menu petugas.
codes-resume = Untuk mengakhiri jeda.
codes-voter-left = Pemilih memanggil atau tidak menjawab. Petugas menentukan kelanjutannya.
codes-give-up = Untuk lanjut tanpa kertas yang belum tercetak.
codes-close = Untuk menutup pemungutan suara.
codes-turn = Petugas { $number }: ketik 8 angka
codes-field = Kode petugas { $number }: { $typed } dari { $digits } angka
codes-secret = Angka tidak ditampilkan. Tutupi jari Anda dengan tangan yang lain.
codes-wrong = Kode salah. Ulangi dari petugas 1.
codes-short = Belum lengkap: kode terdiri atas 8 angka.
codes-again = Ulangi dari petugas 1
codes-open = Masuk
codes-wait-heading = Tunggu
codes-wait-why = Kode beberapa kali salah.
codes-wait = { $seconds } detik lagi

# Pemeriksaan kesiapan
readiness-heading = Pemeriksaan kesiapan
readiness-good = Semua baik. Boleh dibuka.
readiness-attention = Boleh dibuka. Baca dahulu yang bertanda seru.
readiness-bad = Belum boleh dibuka. Perbaiki yang bertanda silang.
readiness-hashes =
    Pemilihan { $election }
    Program { $program }
readiness-again = Periksa lagi
readiness-print = Cetak hasil
readiness-print-again = Sudah dicetak. Cetak lagi
readiness-on = Lanjut ke pembukaan
check-good = Baik
check-attention = Perhatian
check-bad = Belum baik

# Kode pembukaan
launch-heading = Kode pembukaan dari saksi
launch-why = Setiap saksi menyebut kode pilihannya sendiri. Semua kode dicetak pada laporan nol: bukti bahwa catatan bilik ini baru dibuat sekarang, di depan saksi. Sentuh nama calon untuk mengisi kode saksinya.
launch-missing = Kode belum ada
launch-given = { $code } dari { $by }
launch-by-witness = Saksi calon { $number }
launch-by-officer = Dadu petugas, calon { $number }
launch-code-heading = Kode dari saksi calon nomor { $number }
launch-code-ask = Saksi menyebut 5 sampai 16 huruf atau angka pilihannya sendiri. Jangan diusulkan petugas.
launch-dice-heading = Dadu untuk saksi calon nomor { $number }
launch-dice-ask = Saksi tidak hadir: petugas melempar dadu 10 kali di depan semua orang, dan mengetik angkanya (1 sampai 6).
launch-given-by = Pemberi kode: { $by }
launch-absent = Saksi tidak hadir: pakai dadu
launch-present = Saksi hadir
launch-name = Tulis nama pemberi kode
launch-name-heading = Siapa yang memberi kode?
launch-name-ask = Nama saksi, atau nama petugas yang melempar dadu. Nama ini dicetak pada laporan nol.
launch-done = Kode lengkap
launch-open = Buka pemungutan suara

# Pemilih tidak menjawab
left-heading = Pemilih menunggu petugas
left-slip-hangs = Struk masih tergantung di printer. Jangan dibaca dan jangan ditarik. Panggil pemilihnya.
left-no-slip = Belum ada struk yang tercetak. Pilihan pemilih sudah dihapus dari layar. Panggil pemilihnya.
left-back = Pemilih kembali
left-back-how = Pemilih melanjutkan sendiri. Petugas menjauh dari layar.
left-reprint = Struk tidak terbaca: cetak lagi
left-reprint-how = Struk lama ditandai DIGANTI. Simpan terlipat, jangan dibaca. Struk baru untuk pemilih.
left-gone = Akhiri sesi pemilih ini
left-gone-slip = Suara tidak tersimpan. Struk ditandai BATAL. Tokennya tetap berlaku.
left-gone-no-slip = Suara tidak tersimpan. Tokennya tetap berlaku.

# Menu petugas
menu-heading = Menu petugas
menu-refusal = Token terakhir ditolak: { $why }
menu-pause = Jeda
menu-slip-status = Periksa token
menu-exchange = Tukar token
menu-remark = Tulis catatan
menu-zero = Cetak ulang laporan nol
menu-close = Tutup pemungutan suara
menu-back = Kembali ke pemungutan suara
menu-pause-ask = Mengapa dijeda? Alasannya masuk ke catatan bilik.
menu-remark-ask = Kejadian khusus, keberatan saksi, dan lain-lain. Jangan menulis nama pemilih atau NIK.
menu-reason-heading = Alasan jeda
menu-reason-ask = Alasan jeda masuk ke catatan bilik. Jangan menulis nama pemilih atau NIK.
pause-rest = Istirahat atau salat
pause-paper = Mengganti kertas printer
pause-power = Listrik atau kabel
pause-order = Ketertiban di TPS
pause-help = Menunggu petugas teknis
pause-other = Alasan lain

# Jeda
paused-heading = JEDA
paused-wait = Pemungutan suara dihentikan sebentar. Tunggu petugas.
paused-resume = Petugas: lanjutkan

# Periksa token
slip-status-heading = Apakah suara token ini sudah tercatat?
slip-status-scan = Arahkan token ke pemindai.
slip-status-more = Token lain: arahkan ke pemindai.

# Tukar token
exchange-heading = Tukar token dari bilik yang rusak
exchange-why = Token lama dari bilik yang rusak ditukar dengan token baru bilik ini. Pindai token lama, lalu token baru. Token lama disimpan petugas.
exchange-old = Token lama, dari bilik yang rusak
exchange-old-none = Pindai, atau sentuh untuk mengetik
exchange-new = Token baru, dari bilik ini
exchange-new-none = Pindai, atau sentuh untuk mengetik
exchange-slip-there = Sudah ada; berakhir dengan { $tail }
exchange-medium = Media kedua bilik yang rusak
exchange-medium-none = Sentuh untuk memilih, atau untuk menjamin
exchange-medium-ask = Pasang media kedua bilik yang rusak, lalu sentuh namanya. Di sana terbaca apakah token lama sudah terpakai.
exchange-no-media = Tidak ada media lain yang terpasang.
exchange-vouch = Tidak terbaca: dua petugas menjamin
exchange-vouched = Dijamin { $first } dan { $second }
exchange-officer = Nama petugas { $number } yang menjamin
exchange-officer-ask = Ia menjamin bahwa token lama belum dipakai. Kedua nama masuk ke catatan bilik.
exchange-do = Tukar

# Gangguan printer
trouble-heading = Gangguan printer
trouble-offline = Printer tidak menjawab
trouble-offline-act = Periksa kabel, sakelar, dan lampu printer. Tutup penutupnya. Lalu sentuh Cetak lagi.
trouble-no-paper = Kertas habis
trouble-no-paper-act = Pemilih mengambil dan melipat dahulu kertasnya yang sudah keluar. Baru pasang rol, lalu sentuh Cetak lagi.
trouble-cover = Penutup printer terbuka
trouble-cover-act = Tutup sampai berbunyi klik. Lalu sentuh Cetak lagi.
trouble-jam = Kertas macet
trouble-jam-act = Pemilih mengambil dan melipat dahulu kertasnya yang sudah keluar. Baru buka, keluarkan kertas yang macet, tutup. Lalu sentuh Cetak lagi.
trouble-stored = Suara SUDAH tersimpan. Hanya kertasnya yang belum lengkap.
trouble-tested = Uji mesin SUDAH tercatat. Hanya kertasnya yang belum lengkap.
trouble-void = Suara BELUM tersimpan. Kertas yang keluar batal. Pemilih mulai lagi dengan token yang sama.
trouble-not-stored = Suara BELUM tersimpan. Tidak ada kertas yang keluar. Pemilih mulai lagi dengan token yang sama.
trouble-no-vote = Tidak ada suara pemilih yang terkena.
trouble-again = Cetak lagi
trouble-give-up = Lanjut tanpa cetak

# Mesin berhenti
stopped-heading = Bilik suara berhenti
stopped-unsure = Suara terakhir mungkin sudah tersimpan, mungkin belum. Itu terlihat setelah bilik mulai lagi.
stopped-act = Jangan mencabut kabel atau media. Mulai lagi. Kalau berhenti sekali lagi, panggil petugas teknis dan pakai bilik cadangan.
stopped-spare = Mulai lagi tidak menolong. Jangan mencabut kabel atau media. Pakai bilik cadangan, dan panggil petugas teknis.
stopped-restart = Mulai lagi

# Mesin sempat mati
restarted-heading = Mesin sempat mati. Ada struk tanpa tanda di printer?
restarted-look = Jangan dibaca dan jangan ditarik. Panggil pemilihnya. Bilik mengingat struk itu dan mencetak tandanya sendiri.
restarted-slip = Ada
restarted-slip-how = Struk masih tergantung di printer, tanpa SAH, BATAL, atau DIUJI. Tandanya dicetak sekarang.
restarted-nothing = Tidak ada
restarted-nothing-how = Tidak ada struk yang tergantung. Kertas dipotong sekali; potongan bertulisan PISAH disimpan terpisah.
restarted-on-heading = Mesin sempat mati. Semua yang tersimpan masih ada.
restarted-on-look = Tidak ada struk yang menunggu tanda. Pemilih berikutnya boleh masuk.
restarted-on = Lanjutkan
restarted-notices = Pemberitahuan: { $count }

# Penutupan
accounting-heading = Angka untuk penutupan
accounting-ask = Isi semua angka. Angka nol diketik juga.
accounting-missing = Masih ada yang kosong. Angka nol diketik juga.
accounting-present = Pemilih hadir
accounting-dptb = Pemilih DPTb
accounting-tokens = Token
accounting-slips = Struk di kotak audit
accounting-field-said = { $field } { $value }
accounting-log =
    Catatan bilik ini:
    DPT { $registered }
    tersimpan { $cast }
    uji mesin { $challenged }
    dibatalkan { $cancelled }
accounting-next = Isian berikut
accounting-on = Lanjut
figure-men = Laki-laki
figure-women = Perempuan
figure-received = Diterima
figure-unused = Sisa
figure-spoiled = Rusak
figure-exchanged = Ditukar
figure-sah = SAH
figure-batal = BATAL
figure-present-men = Hadir, laki-laki
figure-present-women = Hadir, perempuan
figure-dptb-men = DPTb, laki-laki
figure-dptb-women = DPTb, perempuan
figure-tokens-received = Token diterima
figure-tokens-unused = Token sisa
figure-tokens-spoiled = Token rusak
figure-tokens-exchanged = Token ditukar
figure-slips-sah = Struk SAH
figure-slips-batal = Struk BATAL
sum-present = jumlah { $sum }; suara tersimpan { $cast }
sum-dptb = jumlah { $sum }; bersama DPT { $all }
sum-tokens = diterima { $received }; terpakai, ditukar, sisa, rusak { $used }
sum-slips = SAH { $sah } dari { $cast }; BATAL { $batal } dari { $cancelled }
accounting-differs = Ada selisih
accounting-differs-ask = Hitung ulang lebih dahulu, bersama saksi. Kalau selisih tetap ada, tulis alasannya. Alasan dicetak pada laporan penutupan.
accounting-mend = Perbaiki angka
accounting-write = Tulis alasan
accounting-reason = Alasan selisih
accounting-reason-ask = Apa penyebabnya, dan apa yang sudah diperiksa? Jangan menulis nama pemilih atau NIK.
accounting-reason-told = Alasan selisih: { $reason }
accounting-question = Tutup untuk selamanya?
accounting-question-why = Sesudah ini tidak ada yang dapat memilih lagi di bilik ini.
accounting-yes = Ya, tutup untuk selamanya
accounting-no = Belum, kembali

# Sesudah penutupan
closed-heading = Pemungutan suara sudah ditutup
closed-steps =
    1. Cetak laporan penutupan. KPPS dan saksi menandatanganinya.

    2. Salin catatan ke dua flashdisk.

    3. Segel kotak audit dan mesin.

    4. Matikan, lalu bawa flashdisk dan laporan ke panitia.
closed-seal = Catatan bilik ini: { $entries } entri, akar { $root }
closed-printed = Laporan penutupan sudah dicetak.
closed-not-printed = Laporan penutupan belum dicetak.
closed-print = Cetak laporan penutupan
closed-print-again = Cetak laporan lagi
closed-export = Salin catatan ke:
closed-no-stick = Pasang flashdisk untuk menyalin catatan.
closed-exported = Sudah disalin { $count } kali, terakhir: { $newest }
closed-off = Matikan
closed-off-heading = Matikan mesin?
closed-off-no-copy = Catatan bilik ini belum disalin ke flashdisk.
closed-off-no-report = Laporan penutupan belum dicetak.
closed-off-yes = Ya, matikan
closed-off-no = Belum, kembali
