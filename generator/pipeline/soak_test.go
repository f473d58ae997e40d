//go:build soak

package pipeline_test

const soakEnabled = true
