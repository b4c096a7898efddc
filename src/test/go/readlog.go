// Reads a log that Haetae wrote with none of Haetae's code: only the Go project's own, as Debian's
// golang-golang-x-mod-dev has it. Checks the signature, every entry and the growth from every
// earlier checkpoint; with the key of a witness also its cosignature on the newest head that has one
// (C2SP tlog-cosignature, Ed25519). Usage: readlog FOLDER VKEY [WITNESS-VKEY]
package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (f folder) Height() int                        { return 8 }
func (f folder) SaveTiles(t []tlog.Tile, d [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, t := range tiles {
		name := strings.Replace(strings.TrimPrefix(t.Path(), "tile/8/"), "data/", "entries/", 1)
		d, err := os.ReadFile(filepath.Join(string(f), "tile", name))
		if err != nil {
			return nil, err
		}
		data = append(data, d)
	}
	return data, nil
}

// A witness: it signs the time that stands before its signature, and the text.
type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }
func (w witness) Verify(text, signature []byte) bool {
	if len(signature) != 8+64 {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	message := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, text)
	return ed25519.Verify(w.key, []byte(message), signature[8:])
}

func newWitness(vkey string) witness {
	parts := strings.SplitN(vkey, "+", 3)
	id, err := strconv.ParseUint(parts[1], 16, 32)
	check(err)
	key, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if len(key) != 33 || key[0] != 4 {
		check(fmt.Errorf("no Ed25519 key of a witness"))
	}
	return witness{parts[0], uint32(id), key[1:]}
}

// How many of the heads a key has signed, each signature verified; a wrong one ends everything.
func signedBy(files []string, key note.Verifier) (count int) {
	for _, file := range files {
		signed, err := os.ReadFile(file)
		check(err)
		_, err = note.Open(signed, note.VerifierList(key))
		if _, without := err.(*note.UnverifiedNoteError); without {
			continue
		}
		check(err)
		count++
	}
	return count
}

func check(err error) {
	if err != nil {
		fmt.Println("REJECTED:", err)
		os.Exit(1)
	}
}

func open(file string, keys note.Verifiers) (tree tlog.Tree) {
	signed, err := os.ReadFile(file)
	check(err)
	n, err := note.Open(signed, keys)
	check(err)
	lines := strings.Split(n.Text, "\n")
	_, err = fmt.Sscan(lines[1], &tree.N)
	check(err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(err)
	return tree
}

func main() {
	f := folder(os.Args[1])
	key, err := note.NewVerifier(os.Args[2])
	check(err)
	keys := note.VerifierList(key)
	tree := open(filepath.Join(string(f), "checkpoint"), keys)
	hashes := tlog.TileHashReader(tree, f)
	for i := int64(0); i < tree.N; i += 256 {
		width := 256
		if tree.N-i < 256 {
			width = int(tree.N - i)
		}
		data, err := f.ReadTiles([]tlog.Tile{{H: 8, L: -1, N: i / 256, W: width}})
		check(err)
		for j, rest := int64(0), data[0]; len(rest) > 0; j++ {
			length := 2 + int(binary.BigEndian.Uint16(rest))
			proof, err := tlog.ProveRecord(tree.N, i+j, hashes)
			check(err)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, i+j, tlog.RecordHash(rest[2:length])))
			rest = rest[length:]
		}
	}
	earlier, err := filepath.Glob(filepath.Join(string(f), "checkpoints", "*"))
	check(err)
	for _, file := range earlier {
		old := open(file, keys)
		if old.N == 0 {
			continue
		}
		proof, err := tlog.ProveTree(tree.N, old.N, hashes)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
	}
	fmt.Println("ACCEPTED:", tree.N, "entries,", len(earlier), "earlier checkpoints")
	if len(os.Args) > 3 {
		fmt.Println("COSIGNED:", signedBy(earlier, newWitness(os.Args[3])))
	}
}
