package cache

import (
	"errors"
	"fmt"
	"io"
	"math"

	"github.com/fxamacker/cbor/v2"
)

// Put writes a value to a file, and returns the file's checksum.
func (d Dir) Put(name string, v any) (sum uint64, err error) {
	body, err := Encode(v)
	if err != nil {
		return 0, err
	}
	return d.Write(name, func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
}

// Get reads what Put wrote into v, and returns the file's checksum. After an
// error v may be half filled.
func (d Dir) Get(name string, v any) (sum uint64, err error) {
	body, sum, err := d.bytes(name)
	if err != nil {
		return 0, err
	}
	if err := Decode(body, v); err != nil {
		return 0, errors.Join(ErrAbsent, err)
	}
	return sum, nil
}

// unlimited accepts lists of any length. By default, cbor refuses more than
// 131 072 entries.
var unlimited = func() cbor.DecMode {
	mode, err := cbor.DecOptions{MaxMapPairs: math.MaxInt32, MaxArrayElements: math.MaxInt32}.DecMode()
	if err != nil {
		panic(err) // a constant of this program
	}
	return mode
}()

// Encode returns a value as CBOR.
func Encode(v any) ([]byte, error) {
	b, err := cbor.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encode for the cache: %w", err)
	}
	return b, nil
}

// Decode reads what Encode returned.
func Decode(b []byte, v any) error {
	if err := unlimited.Unmarshal(b, v); err != nil {
		return fmt.Errorf("decode from the cache: %w", err)
	}
	return nil
}
