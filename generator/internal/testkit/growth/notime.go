//go:build !soak || !linux

package growth

import "testing"

// checkTime does nothing without the build tag soak.
func checkTime(*testing.T, string, int, func(n int)) {}
