# Teks program `booth-app`; yang sama pada semua program ada di crates/dialogue/texts. Kunci dan nilainya sama dengan en.ftl; sebuah uji memeriksanya.

## Teks bersama dengan kata program ini
usage-unknown = pilihan { $argument } tidak dikenal.
usage-which-command = sebutkan perintahnya.
usage-conflict = { $argument } tidak dapat dipakai bersama { $other }.
file-missing = berkas atau map ini tidak ada.
file-forbidden = berkas ini tidak boleh dibaca oleh pengguna komputer ini.
not-a-file = ini bukan berkas biasa.
file-unwritable = tidak dapat menulis ke sini.
file-unwritable-advice = periksa apakah media terpasang, tidak penuh, dan tidak terkunci.
file-exists = berkas ini sudah ada dan tidak akan ditimpa.
file-exists-advice = pakai nama atau map lain, atau pindahkan berkas lama.
answer-unreadable = jawaban tidak dapat dibaca.

## Berkas
no-randomness = komputer ini tidak memberikan bilangan acak.
no-software-hash = program ini tidak dapat membaca berkasnya sendiri.

## Kode petugas dan kunci bilik
codes-of = Kode petugas { $officer } (8 angka, tidak tampak):
codes-again = Ulangi kode petugas { $officer }:
codes-differ = Kedua isian berbeda. Ulangi.
codes-digits = Kode terdiri atas tepat 8 angka.
codes-weak = Kode ini mudah ditebak: delapan angka yang sama, atau sama dengan kode petugas lain.
codes-weak-advice = Setiap petugas membuat kode sendiri.
codes-no-terminal = kode petugas tidak dapat ditanyakan karena tidak ada terminal.
codes-no-terminal-advice = jalankan di terminal, atau berikan --codes BERKAS.
codes-unreadable = kode tidak dapat dibaca dari terminal.
codes-file = berkas kode harus berisi dua baris, masing-masing 8 angka.
codes-file-advice = baris pertama kode petugas 1, baris kedua kode petugas 2.
wrong-codes = kode salah.
wrong-codes-advice = petugas 1 mengetik lebih dahulu, lalu petugas 2; periksa juga bahwa ini mesin bilik yang benar.
keys-not-encrypted = kunci bilik tidak dapat disandikan.
keys-too-much-work = berkas kunci ini meminta terlalu banyak kerja komputer; ini bukan buatan program ini.
keys-damaged = berkas kunci bilik rusak.
keys-damaged-advice = kunci tidak dapat dipulihkan: pakai bilik cadangan.
keys-other-form = berkas ini tidak berisi kunci bilik.

## Bilik
place-booth = Bilik   : { $booth }
place-mode = Jenis   : { $mode }
place-key = Kunci   : { $key }
place-title = Acara   : { $title }
place-village = Desa    : { $village }
place-date = Tanggal : { $date }
election-id = NOMOR PEMILIHAN (ElectionId)
one-device = log dan cermin berada pada satu media: bila media itu rusak, keduanya hilang.
one-device-advice = pasang media kedua untuk cermin. Hanya untuk percobaan: --same-device-i-know.
mirror-gone = media kedua (cermin) tidak terpasang: di tempatnya hanya ada map pada media pertama.
mirror-gone-advice = pasang media kedua, lalu mulai lagi.
bad-settings = pengaturan bilik ini tidak dapat dibaca.
not-enrolled = bilik ini belum didaftarkan.
not-enrolled-advice = jalankan booth-app enrol lebih dahulu, atau periksa map --data.
bad-enrolment = berkas pendaftaran bilik ini rusak.
bad-enrolment-advice = salin kembali booth.enrol.note dari media yang diserahkan kepada panitia, atau pakai bilik cadangan.
place-in-use = program lain sedang bekerja pada map bilik ini.
not-imported = bilik ini belum menerima paket.
not-imported-advice = jalankan booth-app import dengan paket (.plkp) dari panitia.
not-this-booth = kunci mesin ini bukan kunci bilik dalam paket.

## Pendaftaran
enrol-done = Bilik sudah didaftarkan: kunci baru dibuat dan disimpan di bawah kode kedua petugas.
enrol-file = Berkas  : { $file }
enrol-one-device = PERHATIAN: log dan cermin pada satu media. Ini tercatat dan hanya pantas untuk percobaan.
enrol-next = Catat kunci pendek di atas pada formulir, lalu serahkan berkasnya kepada panitia: tally booth enrol memperlihatkan kunci yang sama.
enrol-copy-advice = kunci sudah dibuat; salin { $file } ke media lain sebagai gantinya.

## Paket
bad-pack = paket ini tidak sah; tidak ada yang diubah.
bad-pack-advice = minta paket bilik ini sekali lagi dari panitia.
other-election = ElectionId paket ini bukan yang diminta; tidak ada yang diubah.
other-election-advice = bandingkan dengan berita acara penyegelan, dan minta paket yang benar.
bad-election-id = ElectionId terdiri atas 64 angka heksadesimal.
pack-of-another-booth = paket ini untuk bilik { $booth }, sedangkan mesin ini bilik { $own }.
key-not-listed = definisi dalam paket ini tidak memuat kunci mesin ini.
key-of-rehearsals = mesin ini didaftarkan untuk simulasi, sedangkan paket ini resmi.
key-of-elections = mesin ini didaftarkan untuk pemilihan resmi, sedangkan paket ini simulasi.
other-pack-advice = periksa apakah mesin dan paketnya cocok; kunci yang baru harus didaftarkan sebelum definisi disegel.
already-opened = TPS sudah pernah dibuka dengan paket yang lama; paket itu tidak dapat diganti lagi.
already-opened-advice = daftarkan bilik dalam map baru bila perlu; log yang lama tetap utuh.
import-question = Apakah ElectionId ini sama dengan yang di berita acara penyegelan? Ketik "ya" bila sama:
import-declined = paket tidak diterima.
import-done = Paket diterima.
import-compared = ElectionId cocok dengan yang diberikan.
import-compare = Bandingkan ElectionId dengan berita acara penyegelan sebelum TPS dibuka.

## Keadaan
status-log = log
status-mirror = cermin
status-line = { $medium }: { $state }
status-counts = { "    " }{ $entries } catatan: { $cast } terkirim, { $challenged } diuji, { $cancelled } batal
state-none = belum ada
state-locked = kosong, belum dibuka
state-open = dibuka, belum ditutup
state-closed = ditutup
state-damaged = rusak atau tidak lengkap

## Log
log-in-use = program lain sedang memakai log ini.
log-in-use-advice = akhiri program itu lebih dahulu.
no-log = belum ada log, baik di media pertama maupun di cermin.
no-log-advice = periksa apakah kedua media terpasang.
log-present = sudah ada berkas log di sini.
log-media = media log tidak dapat dipakai.
log-settings = SQLite tidak menyimpan seaman yang diperlukan.
log-fork = log dan cermin berbeda, keduanya ditandatangani bilik ini.
log-damaged = log dan cermin sama-sama rusak.
log-export-advice = ekspor keduanya dengan booth-app export dan laporkan kepada panitia.
log-other = log ini milik bilik atau pemilihan lain, atau disimpan dengan cara lain.
log-other-advice = periksa media mana yang terpasang.

## Ekspor
export-done = Log diekspor: { $entries } catatan, { $cast } suara terkirim.
export-file = Berkas  : { $file }
export-next = Serahkan media ini kepada panitia. Log tetap tersimpan di bilik.
export-unclosed = PERHATIAN: log ini belum ditutup. Suaranya dihitung hanya dengan keputusan panitia.
export-both = Log dan cermin tidak dapat disatukan. Keduanya diekspor sejauh dapat dibaca.
export-both-next = Serahkan kedua berkas kepada panitia; panitia memutuskan.
not-exported = log tidak diekspor.
never-opened = TPS belum pernah dibuka di bilik ini: tidak ada yang diekspor.
finding-one-device = PERHATIAN: log dan cermin pada satu media.
finding-rolled-forward = Dipulihkan: { $records } catatan disalin ke { $medium }.
finding-rebuilt = Dipulihkan: { $medium } dibuat ulang.

## Gladi bersih
drill-resmi = gladi bersih dengan naskah hanya untuk simulasi; paket ini resmi.
drill-resmi-advice = pakai bilik yang didaftarkan untuk simulasi, dengan paket simulasi.
bad-clock = jam yang diberikan tidak masuk akal.
script-quote = tanda kutip tidak ditutup.
script-form = bentuk baris ini: { $form }
script-word = kata "{ $word }" tidak dikenal di sini.
script-twice = { $word } ditulis dua kali.
script-missing = { $word } belum ditulis.
script-number = "{ $word }" bukan bilangan.
script-pair = "{ $word }" bukan dua bilangan L/P, misalnya 12/13.
step-line = { $line } { $step }: { $said }
step-with-receipt = { $said }; tanda terima { $receipt }
step-refused = DITOLAK: { $why }
step-opened = TPS dibuka
step-cast = suara terkirim, kode suara { $code }
step-challenged = suara diuji, kode suara { $code }; token terpakai
step-cancelled = suara batal, kode suara { $code }; token belum terpakai
step-exchanged = token ditukar; media bilik lama terbaca, { $spent } token terpakai di sana
step-exchanged-vouched = token ditukar atas jaminan dua petugas
step-closed = TPS ditutup, { $entries } catatan
step-restarted = dimulai ulang; tidak ada struk yang tergantung
step-restarted-cancelled = dimulai ulang; struk yang tergantung diberi tanda BATAL, kode suara { $code }
step-restarted-cast = dimulai ulang; suara pada struk yang tergantung sudah tercatat, kode suara { $code }
step-restarted-challenged = dimulai ulang; struk yang tergantung sudah diuji, kode suara { $code }
step-still-locked = dimulai ulang; TPS belum dibuka
step-still-closed = TPS sudah ditutup
booth-locked = TPS belum dibuka.
booth-open = TPS sudah dibuka.
booth-closed = TPS sudah ditutup.
booth-stopped = bilik berhenti: tidak pasti apakah catatan terakhir tersimpan.
booth-stopped-advice = mulai lagi; kedua media akan diperiksa.
not-printed = struk tidak dapat dicetak ke map struk.
not-dead = proses ini seharusnya mati di sini.
no-such-option = tidak ada pilihan { $option }, hanya 1 sampai { $options }.
slip-mistyped = token ini salah ketik atau tidak terbaca.
slip-foreign = token ini dari pemilihan atau bilik lain.
slip-not-listed = token ini tidak ada dalam daftar bilik ini.
slip-cast = token ini sudah terpakai: suaranya sudah tercatat.
slip-challenged = token ini sudah terpakai untuk menguji mesin; ambil token baru.
slip-own = token lama itu token bilik ini sendiri dan tidak perlu ditukar.
slip-no-lists = bilik ini tidak mempunyai daftar bilik lain; antar pemilih ke bilik cadangan.
slip-not-of-this-tps = token lama itu tidak ada dalam daftar bilik lain di TPS ini.
slip-exchanged = token lama itu sudah pernah ditukar di sini.
slip-given = token baru itu sudah diberikan sebagai pengganti token lain; ambil yang lain.
slip-other-dusun = token lama untuk dusun { $old }, token baru untuk dusun { $new }; ambil token dusun { $old }.
medium-other-booth = media ini milik bilik { $medium }, sedangkan tokennya dari bilik { $slip }.
medium-damaged = media bilik { $booth } tidak utuh; dua petugas harus menjamin.
medium-unreadable = media bilik lama tidak dapat dibaca; dua petugas harus menjamin.
medium-not-copied = bilik ini tidak dapat menyalin media itu ke medianya sendiri; media bilik lama mungkin baik. Jangan menjamin; panggil petugas teknis.
medium-foreign = ini bukan log bilik lain di TPS ini.
vouchers = harus ada nama dua petugas yang berbeda.
open-not-ready = pemeriksaan bilik ini belum dilakukan atau menemukan yang menghalangi pembukaan.
open-no-candidate = tidak ada calon { $candidate }; 0 berarti dadu petugas.
open-candidate-twice = calon { $candidate } memberi dua kode.
open-one-for-each = ada { $found } kode untuk { $candidates } calon; setiap calon satu: dari saksinya, atau dadu petugas bila saksi tidak hadir.
open-dice = dadu petugas harus dilempar paling sedikit { $throws } kali: hanya angka 1 sampai 6.
open-refused = kode pembukaan tidak dapat dipakai (rincian: { $problem }).
close-unexplained = angka tidak cocok; hitung lagi atau tulis alasannya: { $problem }
close-refused = penutupan tidak dapat dicatat (rincian: { $problem }).

## Layar bilik: pemeriksaan sebelum dibuka
check-printer = Printer
check-printer-good = menjawab dan ada kertas
printer-offline = tidak menjawab: periksa kabel, daya, dan tutupnya
printer-no-paper = kertas habis: pasang gulungan baru
printer-cover-open = tutupnya terbuka: tutup sampai berbunyi
printer-jammed = macet: periksa jalan kertas dan pisau
check-media = Media log
check-media-good = log dan cermin pada dua media
check-media-one = log dan cermin pada satu media: bila rusak, keduanya hilang
check-repaired = Pemulihan
check-durability = Penyimpanan
check-durability-full = setiap catatan menunggu kedua media
check-durability-relaxed = catatan tidak menunggu media: hanya untuk percobaan
check-space = Ruang kosong
check-space-free = log { $log } MB, cermin { $mirror } MB; perlu { $needed } MB
check-clock = Jam
check-clock-good = { $now }
check-clock-day = { $now }, padahal hari pemungutan { $day }: betulkan jam mesin
check-clock-zone = { $now }: zona waktunya lain daripada dalam definisi
check-clock-back = { $now }, padahal tadi sudah { $before }: jam mesin mundur
check-log = Log
check-log-empty = kosong
check-log-used = sudah berisi { $entries } catatan
check-slips = Daftar token
check-slips-all = { $slips } token
check-slips-dusun = dusun { $dusun }: { $slips } token
check-others = Daftar bilik lain
check-others-lists = { $lists } daftar
check-election = Pemilihan
check-election-real = RESMI, ElectionId { $id }
check-election-rehearsal = SIMULASI, tidak dihitung; ElectionId { $id }
check-program = Program
check-program-hash = { $hash }: bandingkan dengan berita acara
check-machine = Mesin
check-report = Laporan kesiapan belum tercetak

## Layar bilik: yang perlu diketahui petugas
voice-no-sound = Tidak ada kartu suara: pemilih tidak dapat mendengarkan.
voice-no-words = espeak-ng tidak terpasang: pemilih tidak dapat mendengarkan.
voice-no-player = aplay tidak terpasang: pemilih tidak dapat mendengarkan.
voice-only-names = espeak-ng tidak terpasang: pemilih hanya mendengar rekaman nama calon.
voice-no-headset = Tidak ada headset yang disebut dengan --headset: pemilih tidak dapat mendengarkan.
voice-failed = Suara tidak keluar. Periksa headset dan kartu suara; pemilih tunanetra dibantu pendamping.
protect-core = Sistem dapat menulis isi memori ke berkas bila program gagal.
protect-readable = Program lain dapat membaca memori bilik ini.
protect-swap = Isi memori dapat ditulis ke media (swap). Matikan swap, atau naikkan batas memlock.
panel-guessed = Ukuran layar tidak diketahui. Bila huruf terlalu kecil atau besar: --panel-mm LEBARxTINGGI.
opened-not-kept = Tanda bahwa TPS sudah dibuka tidak dapat disimpan di media pertama.
program-fault = Program ini salah, dan berhenti supaya tidak ada suara yang rusak. Mulai lagi; kedua media akan diperiksa.

## Layar bilik: menu petugas
remark-kept = Catatan tersimpan dalam log.
remark-refused = Catatan tidak dapat dipakai: harus ada isinya, paling banyak 200 huruf, dan tanpa tanda tersembunyi.
zero-reprinted = Laporan nol dicetak ulang dan ditandai.
slip-unused = belum tercatat: pemilih masih dapat memakai token ini.
medium-read = media bilik { $booth } terbaca seluruhnya: { $spent } token terpakai di sana
medium-read-partly = media bilik { $booth } terbaca sebagian: { $spent } token terpakai di sana. Dua petugas harus menjamin.
medium-gone = media ini sudah dicabut; pasang lagi.
stick-gone = media ini sudah dicabut; pasang lagi.
stick-has-copies = di media ini sudah ada banyak salinan log bilik ini; pakai media lain.
stick-not-written = tidak dapat menulis ke { $stick }: { $detail }
stick-written = { $file } (SHA-256 { $hash })

## Layar bilik: mulai
run-resmi-folder = pada pemilihan resmi struk tidak boleh masuk map: map menyimpan pilihan.
run-resmi-folder-advice = berikan printernya, misalnya --printer /dev/usb/lp0.
run-printer = printer ini tidak dapat dipakai.
run-printer-advice = periksa kabel dan nama printernya: /dev/usb/lp0, serial:/dev/ttyUSB0:115200, tcp:192.168.1.5:9100, atau folder:MAP.
no-window = layar tidak dapat dibuka.
no-window-advice = jalankan pada layar bilik (X11 atau Wayland), bukan lewat jaringan.
not-restarted = program tidak dapat dimulai lagi dengan sendirinya; mulailah dengan tangan.

## Peragaan
demo-not-made = peragaan tidak dapat disiapkan.
demo-not-removed = map sementara peragaan tidak dapat dihapus.
demo-about = PERAGAAN. Kode petugas 1: { $first }, petugas 2: { $second }. Suara di sini tidak dihitung, dan tidak ada yang disimpan.

## Bantuan
help = Bilik pemungutan suara: pendaftaran, paket, gladi bersih, ekspor.
help-everywhere-help = Memperlihatkan bantuan ini.
help-everywhere-lang = Bahasa: id atau en (juga lewat variabel BOOTH_LANG).
help-everywhere-json = Keluaran untuk program: satu objek JSON per baris.
help-everywhere-quiet = Tanpa saran dan pertanyaan.
help-arg-version = Memperlihatkan versi program.
help-enrol = Membuat kunci bilik dan berkas pendaftarannya.
help-enrol-arg-booth = Bilik: KODEDESA-TPS-BILIK, misalnya 1607062001-1-2.
help-enrol-arg-mode = resmi atau simulasi.
help-enrol-arg-data = Map bilik pada media pertama.
help-enrol-arg-mirror = Map pada media kedua, untuk cermin log.
help-enrol-arg-out = Map untuk berkas pendaftaran (<bilik>.enrol.note).
help-enrol-arg-codes = Berkas dengan dua baris: kode petugas 1 dan 2, masing-masing 8 angka.
help-enrol-arg-same-device-i-know = Membolehkan log dan cermin pada satu media; hanya untuk percobaan.
help-import = Menerima paket bilik dari panitia.
help-import-arg-data = Map bilik pada media pertama.
help-import-arg-pack = Berkas paket (<bilik>.plkp).
help-import-arg-election-id = ElectionId dari berita acara, untuk dibandingkan.
help-status = Memperlihatkan keadaan bilik.
help-status-arg-data = Map bilik pada media pertama.
help-status-arg-mirror = Map pada media kedua, bila cermin juga hendak dilihat.
help-run = Bilik pada hari pemungutan suara, dengan layar sentuh.
help-run-arg-data = Map bilik pada media pertama.
help-run-arg-mirror = Map pada media kedua, untuk cermin log.
help-run-arg-printer = Printer struk: /dev/usb/lp0, serial:/dev/ttyUSB0:115200, tcp:192.168.1.5:9100, atau folder:MAP (hanya simulasi).
help-run-arg-printer-width = Lebar kertas dalam milimeter: 58 atau 80.
help-run-arg-panel-mm = Ukuran layar dalam milimeter, misalnya 344x194, bila layar tidak menyebutkannya.
help-run-arg-headset = Perangkat suara tempat headset terpasang, seperti dalam aplay -L. Tanpa ini bilik diam: pengeras suara akan membocorkan pilihan.
help-run-arg-scanner-only = Tanpa papan ketik untuk token: token hanya dipindai.
help-run-arg-windowed = Dalam jendela, bukan layar penuh; untuk percobaan.
help-run-arg-stick = Map lain yang diperlakukan sebagai media lepas; boleh beberapa kali.
help-run-arg-same-device-i-know = Membolehkan log dan cermin pada satu media; hanya untuk percobaan.
help-demo = Mencoba bilik dengan pemilihan buatan; tidak memerlukan apa-apa dan tidak meninggalkan apa-apa.
help-demo-arg-windowed = Dalam jendela, bukan layar penuh.
help-demo-arg-opened = TPS langsung dibuka: tanpa mengetik kode petugas dan kode saksi.
help-drill = Gladi bersih menurut naskah; hanya untuk simulasi.
help-drill-arg-data = Map bilik pada media pertama.
help-drill-arg-mirror = Map pada media kedua.
help-drill-arg-slips = Map untuk struk, masing-masing satu berkas teks.
help-drill-arg-script = Naskah, satu langkah per baris:
    open [CALON:NAMA:KODE ...]
    vote SLIP PILIHAN [cast|challenge|cancel|die]
    exchange LAMA BARU BERKAS-MEDIA
    exchange LAMA BARU unreadable [NAMA NAMA]
    restart
    die
    close present=L/P [dptb=L/P] received=N unused=N [spoiled=N] [exchanged=N] sah=N [batal=N] [reason="..."]
help-drill-arg-codes = Berkas dengan dua baris: kode petugas 1 dan 2, masing-masing 8 angka.
help-drill-arg-clock = Jam tetap dalam detik sejak 1970, agar gladi dapat diulang sama.
help-drill-arg-same-device-i-know = Membolehkan log dan cermin pada satu media; hanya untuk percobaan.
help-export = Mengekspor log yang sudah ditutup atau berhenti.
help-export-arg-data = Map bilik pada media pertama.
help-export-arg-mirror = Map pada media kedua.
help-export-arg-out = Map untuk berkas log (<bilik>.plkb).
help-export-arg-same-device-i-know = Membolehkan log dan cermin pada satu media; hanya untuk percobaan.
