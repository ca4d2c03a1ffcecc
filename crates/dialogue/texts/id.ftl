# Teks bersama semua program. Kunci dan nilainya sama dengan en.ftl; sebuah uji memeriksanya.
# Program yang mengatakannya dengan kata lain menulis kunci yang sama dalam berkasnya sendiri.

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
problem-line = Baris   : { $line }
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
output-unwritable = keluaran tidak dapat ditulis.
answer-unreadable = jawaban tidak dapat dibaca dari terminal.
