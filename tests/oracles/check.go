// An outside check of notes and proofs with golang.org/x/mod/sumdb, the code behind Go's own checksum database.
// docs/oracles.md says how to run it; it shares no line with this project.
//
//	go run check.go note   NOTE KEYS              every key in KEYS has signed the note
//	go run check.go proof  LEAF PROOF KEYS        the leaf is in the log of a C2SP tlog-proof whose checkpoint is signed
//	go run check.go path   LEAF PATH              the leaf is in a tree: PATH has index, size, root, then hashes (hex), a line each
//	go run check.go tree   OLD NEW HASHES KEYS    the log of checkpoint NEW continues that of OLD (hashes in base64, a line each)
//	go run check.go log    ENTRIES PROOF KEYS     the tree made anew from all entries has this root and this path
//	go run check.go cases  FILE                   many of these: a line each, a name first, separated by tabs
//
// KEYS has one verifier key a line (name+id+key); ENTRIES is a C2SP entry bundle (u16 length, bytes, ...).
// It prints "ok", or "refused (form|signature|path|log): why" and ends with 1; a case prints its name first, and cases end with 0.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var kinds = map[string]struct {
	files int
	check func(files []string) error
}{
	"note":  {2, checkNote},
	"proof": {3, checkProof},
	"path":  {2, checkPath},
	"tree":  {4, checkTree},
	"log":   {3, checkLog},
}

func main() {
	args := os.Args[1:]
	if len(args) == 2 && args[0] == "cases" {
		for _, line := range lines(read(args[1])) {
			fields := strings.Split(line, "\t")
			fmt.Printf("%s\t%s\n", fields[0], verdict(run(fields[1:])))
		}
		return
	}
	err := run(args)
	fmt.Println(verdict(err))
	if err != nil {
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		fail("usage: see the head of check.go")
	}
	kind, known := kinds[args[0]]
	if !known || len(args) != 1+kind.files {
		fail("%v: usage: see the head of check.go", args)
	}
	return kind.check(args[1:])
}

func checkNote(files []string) error {
	_, err := open(read(files[0]), read(files[1]))
	return err
}

func checkProof(files []string) error {
	proof, err := parseProof(read(files[1]), read(files[2]))
	if err != nil {
		return err
	}
	return proof.check(tlog.RecordHash([]byte(read(files[0]))))
}

func checkPath(files []string) error {
	text := lines(read(files[1]))
	if len(text) < 3 {
		return errors.New("a path has index, size and root")
	}
	proof, err := proofOf(text[0], text[1], text[2:], hex.DecodeString)
	if err != nil {
		return err
	}
	proof.root, proof.path = proof.path[0], proof.path[1:]
	return proof.check(tlog.RecordHash([]byte(read(files[0]))))
}

func checkTree(files []string) error {
	keys := read(files[3])
	old, err := openCheckpoint(read(files[0]), keys)
	if err != nil {
		return err
	}
	next, err := openCheckpoint(read(files[1]), keys)
	if err != nil {
		return err
	}
	path, err := hashes(lines(read(files[2])), base64.StdEncoding.DecodeString)
	if err != nil {
		return err
	}
	if old.origin != next.origin {
		return errors.New("checkpoints of two logs")
	}
	return refused("path", tlog.CheckTree(tlog.TreeProof(path), next.size, next.root, old.size, old.root))
}

func checkLog(files []string) error {
	proof, err := parseProof(read(files[1]), read(files[2]))
	if err != nil {
		return err
	}
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, errors.New("there are fewer entries")
			}
			found = append(found, stored[index])
		}
		return found, nil
	})
	entries := []byte(read(files[0]))
	for n := int64(0); len(entries) > 0; n++ {
		length := int(binary.BigEndian.Uint16(entries)) + 2
		more, err := tlog.StoredHashes(n, entries[2:length], reader)
		if err != nil {
			return err
		}
		stored, entries = append(stored, more...), entries[length:]
	}
	if int64(len(stored)) != tlog.StoredHashCount(proof.size) {
		return refused("log", errors.New("another number of entries"))
	}
	root, err := tlog.TreeHash(proof.size, reader)
	if err != nil {
		return err
	}
	path, err := tlog.ProveRecord(proof.size, proof.index, reader)
	if err != nil {
		return err
	}
	if root != proof.root || fmt.Sprint(path) != fmt.Sprint(tlog.RecordProof(proof.path)) {
		return refused("log", errors.New("another root or path follows from the entries"))
	}
	return nil
}

// An inclusion proof and the root to which it must lead.
type proof struct {
	index, size int64
	path        []tlog.Hash
	root        tlog.Hash
}

func (p proof) check(leaf tlog.Hash) error {
	return refused("path", tlog.CheckRecord(p.path, p.size, p.root, p.index, leaf))
}

// C2SP tlog-proof v1: header, index, hashes, empty line, checkpoint.
func parseProof(file, keys string) (proof, error) {
	head, rest, found := strings.Cut(file, "\n\n")
	text := strings.Split(head, "\n")
	if !found || len(text) < 2 || text[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(text[1], "index ") {
		return proof{}, errors.New("not a tlog-proof")
	}
	checkpoint, err := openCheckpoint(rest, keys)
	if err != nil {
		return proof{}, err
	}
	size := strconv.FormatInt(checkpoint.size, 10)
	p, err := proofOf(text[1][len("index "):], size, text[2:], base64.StdEncoding.DecodeString)
	p.root = checkpoint.root
	return p, err
}

func proofOf(index, size string, path []string, decode func(string) ([]byte, error)) (p proof, err error) {
	if p.index, err = decimal(index); err != nil {
		return p, err
	}
	if p.size, err = decimal(size); err != nil {
		return p, err
	}
	p.path, err = hashes(path, decode)
	return p, err
}

type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

func openCheckpoint(file, keys string) (c checkpoint, err error) {
	text, err := open(file, keys)
	if err != nil {
		return c, err
	}
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return c, errors.New("a checkpoint has three lines")
	}
	c.origin = lines[0]
	if c.size, err = decimal(lines[1]); err != nil {
		return c, err
	}
	c.root, err = tlog.ParseHash(lines[2])
	return c, err
}

// The text of a note that every key has signed.
func open(file, keys string) (string, error) {
	var known []note.Verifier
	for _, key := range lines(keys) {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return "", err
		}
		known = append(known, verifier)
	}
	opened, err := note.Open([]byte(file), note.VerifierList(known...))
	switch err.(type) {
	case nil:
	case *note.UnverifiedNoteError, *note.InvalidSignatureError:
		return "", refused("signature", err)
	default:
		return "", err
	}
	if len(opened.Sigs) != len(known) {
		return "", refused("signature", errors.New("not every key has signed"))
	}
	return opened.Text, nil
}

func hashes(text []string, decode func(string) ([]byte, error)) (path []tlog.Hash, err error) {
	for _, line := range text {
		bytes, err := decode(line)
		if err != nil || len(bytes) != tlog.HashSize {
			return nil, fmt.Errorf("%q is not a hash", line)
		}
		path = append(path, *(*tlog.Hash)(bytes))
	}
	return path, nil
}

func decimal(text string) (int64, error) {
	number, err := strconv.ParseInt(text, 10, 64)
	if err == nil && strconv.FormatInt(number, 10) != text {
		err = fmt.Errorf("%q is not a decimal number in its one form", text)
	}
	return number, err
}

func lines(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// What the library refused; every other error is one of form.
type refusal struct {
	what string
	error
}

func refused(what string, err error) error {
	if err != nil {
		return refusal{what, err}
	}
	return nil
}

func verdict(err error) string {
	if err == nil {
		return "ok"
	}
	what := "form"
	var by refusal
	if errors.As(err, &by) {
		what = by.what
	}
	return fmt.Sprintf("refused (%s): %s", what, strings.ReplaceAll(err.Error(), "\n", " "))
}

func read(path string) string {
	bytes, err := os.ReadFile(path)
	if err != nil {
		fail("%v", err)
	}
	return string(bytes)
}

func fail(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(2)
}
