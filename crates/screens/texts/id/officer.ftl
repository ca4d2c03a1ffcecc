# Layar petugas

readiness-heading = Pemeriksaan kesiapan
readiness-main = Lanjut

launch-heading = Kode pembukaan
launch-main = Buka

left-heading = Pemilih tidak menjawab
left-main = Pemilih melanjutkan

menu-heading = Menu petugas
menu-main = Kembali ke pemungutan suara

paused-heading = Jeda
paused-main = Lanjutkan

slip-status-heading = Status token
slip-status-main = Kembali

exchange-heading = Tukar token
exchange-main = Kembali

trouble-heading = Printer bermasalah
trouble-main = Cetak lagi

stopped-heading = Mesin berhenti
stopped-main = Nyalakan ulang

restarted-heading = Mesin sempat mati
restarted-main = Tidak ada struk di printer

accounting-heading = Penutupan
accounting-main = Tutup

closed-heading = Pemungutan suara ditutup
closed-main = Cetak laporan penutupan

codes-heading = Kode dua petugas
codes-field = Petugas { $number }
