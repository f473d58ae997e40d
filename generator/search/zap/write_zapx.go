//go:build zapx

package zap

import (
	"context"
	"io"
)

// Write writes a segment of the blocks' documents, numbered in their order.
func Write(ctx context.Context, to io.Writer, fields []Field, blocks []*Block) error {
	return build(ctx, to, fields, blocks)
}
