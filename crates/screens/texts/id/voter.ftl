# Layar pemilih. Kalimat pendek; "Anda"; kata-kata dari definisi (judul) tidak ada di sini.

# Di semua layar
simulation = SIMULASI
officer = Petugas
back = Kembali
blank = Suara kosong
letters-large = Huruf besar
letters-normal = Huruf biasa
white-on-black = Layar hitam
black-on-white = Layar putih
screen-off = Matikan gambar
screen-off-said = Gambar dimatikan. Tidak ada yang dapat melihat pilihan Anda. Sentuh layar untuk menyalakannya.
screen-on = Gambar dimatikan. Sentuh layar untuk menyalakannya.
five-keys = Ada lima tombol. Tombol atas dan tombol bawah: berpindah. Tombol oke: memilih. Tombol kembali: mundur. Tombol bantuan: mengulang.
page-back = Sebelumnya
page-on = Berikutnya
page-of = { $page } dari { $pages }
key-delete = Hapus
key-space = Spasi
card-said = Nomor { $number }, { $name }

# Siap
ready-heading = Arahkan token ke pemindai
ready-said = Arahkan token pemilih Anda ke pemindai. Kalau tidak bisa, panggil petugas.
ready-hint = Dekatkan kode kotak-kotak pada token sampai terdengar bunyi.
ready-type = Ketik kode token
ready-slips = Simulasi: sentuh sebuah token
ready-slip = Token { $number }
refused = Panggil petugas

# Mengetik kode
keypad-heading = Ketik kode pada token
keypad-said = Ketik tujuh belas huruf dan angka pada token, lalu pilih Lanjut.
keypad-field = Kode token
keypad-done = Lanjut

# Bahasa dan suara
language-heading = Pilih bahasa / Choose a language
language-said = Pilih bahasa. Tekan tombol bawah untuk berpindah, tombol oke untuk memilih.
voice-heading = Ingin mendengarkan?
voice-said = Anda dapat memilih dengan mendengarkan. Ada lima tombol. Tombol atas dan tombol bawah: berpindah. Tombol oke: memilih. Tombol kembali: mundur. Tombol bantuan: mengulang. Tekan tombol bawah sekarang.
voice-look = Tidak, saya melihat layar
voice-listen = Ya, saya memakai headset

# Pilih
choose-heading = Sentuh foto calon pilihan Anda
choose-said = Ada { $options } pilihan. Tekan tombol bawah untuk mendengar satu per satu, tombol oke untuk memilih.
choose-hint =
    Sentuh satu kali.

    Setelah itu Anda ditanya lagi. Pilihan masih dapat diganti.
choose-card-said = { $card }. Tombol oke: memilih.

# Yakin?
confirm-heading = Anda yakin memilih nomor { $number }?
confirm-blank = Anda yakin memilih suara kosong?
confirm-said = Anda yakin memilih { $card }? Tekan tombol bawah satu kali untuk Ya, dua kali untuk Tidak, lalu tombol oke.
confirm-yes = YA
confirm-no = TIDAK, ulangi

# Menunggu
busy-wait = Tunggu sebentar
busy-starting = Menyiapkan mesin
busy-checking = Memeriksa mesin
busy-opening = Membuka pemungutan suara
busy-printing = Mencetak struk Anda
busy-storing = Menyimpan suara Anda
busy-printing-for-officer = Mencetak
busy-reading = Membaca media
busy-closing = Menutup pemungutan suara

# Cocokkan
compare-heading = Lihat kertas. Cocok?
compare-said = Struk Anda sudah keluar dari printer. Periksa, apakah pilihan Anda tertulis di sana. Tekan tombol bawah satu kali untuk Ya, kirim; dua kali untuk Tidak; lalu tombol oke.
compare-look = Pilihan Anda tertulis pada struk di printer. Jangan ditarik.
compare-hidden = Layar tidak menampilkan pilihan Anda.
compare-yes = YA, kirim
compare-no = TIDAK
compare-test = Uji mesin

# Uji mesin
explain-heading = Uji mesin: untuk apa?
explain-said = Uji mesin. Mesin membuktikan bahwa suara disandikan dengan benar. Pilihan uji ini akan diumumkan dan tidak dihitung. Sesudahnya Anda mengambil token baru di meja petugas, lalu memilih secara rahasia. Tekan tombol bawah satu kali untuk kembali, dua kali untuk menguji, lalu tombol oke.
explain-what = Mesin membuktikan bahwa suara disandikan dengan benar.
explain-public = Pilihan uji ini akan diumumkan, dan tidak dihitung.
explain-slip = Sesudahnya Anda mengambil token baru di meja petugas, lalu memilih secara rahasia.
explain-back = Tidak, kembali
explain-test = Uji sekarang

# Setelah TIDAK
withdrawn-heading = Struk dibatalkan
withdrawn-said = Struk dibatalkan. Suara Anda belum tersimpan. Masukkan struk bertanda BATAL ke kotak audit. Tekan tombol bawah satu kali untuk memilih lagi, dua kali untuk berhenti, lalu tombol oke.
withdrawn-not-stored = Suara Anda belum tersimpan.
withdrawn-box = Masukkan struk bertanda BATAL ke kotak audit.
withdrawn-again = Pilih lagi
withdrawn-leave = Berhenti

# Selesai
done-cast = Terima kasih, suara Anda sudah tersimpan
done-cast-said = Terima kasih, suara Anda sudah tersimpan. Ambil struk, periksa, lalu masukkan ke kotak audit. Bawa pulang tanda terima. Tekan tombol bawah, lalu tombol oke.
done-unprinted-said = Terima kasih, suara Anda sudah tersimpan. Ada kertas yang tidak tercetak. Temui petugas, dan simpan kertas kode suara Anda. Tekan tombol bawah, lalu tombol oke.
done-unprinted = Ada kertas yang tidak tercetak. Temui petugas, dan simpan kertas kode suara Anda.
done-box = Ambil struk, periksa, lalu masukkan ke kotak audit
done-home = Bawa pulang tanda terima
done-tested = Mesin sudah diuji. Anda belum memilih
done-tested-said = Mesin sudah diuji. Anda belum memilih. Bawa struk bertanda DIUJI, dan ambil token baru di meja petugas. Tekan tombol bawah, lalu tombol oke.
done-tested-slip = Bawa struk bertanda DIUJI untuk diperiksa
done-desk = Ambil token baru di meja petugas
done-nothing = Tidak ada suara yang tersimpan
done-nothing-said = Tidak ada suara yang tersimpan. Token Anda masih berlaku. Tekan tombol bawah, lalu tombol oke.
done-nothing-slip = Token Anda masih berlaku
done-finish = Selesai

# Masih di sana?
still-there = Anda masih di sana?
still-there-said = Anda masih di sana? Tekan tombol apa saja.
still-there-left = Petugas dipanggil dalam { $seconds } detik.
still-there-yes = Ya, saya masih di sini
