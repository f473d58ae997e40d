package serve

import (
	"encoding/json"
	"errors"
	"net/http"
)

// maxQuery is the maximum length of a query string, in bytes.
const maxQuery = 4096

// search answers /api/search with the result of the Searcher.
func (s *Server) search(w http.ResponseWriter, r *http.Request) {
	if s.opts.Search == nil {
		sendJSON(w, http.StatusNotFound, apiError{"this site has no search index"})
		return
	}
	if len(r.URL.RawQuery) > maxQuery {
		sendJSON(w, http.StatusRequestURITooLong, apiError{"the query is too long"})
		return
	}
	found, err := s.opts.Search.Search(r.Context(), r.URL.Query())
	switch {
	case err == nil:
		sendJSON(w, http.StatusOK, found)
	case r.Context().Err() != nil:
		return // the client is gone
	case errors.Is(err, ErrQuery):
		sendJSON(w, http.StatusBadRequest, apiError{err.Error()})
	default:
		sendJSON(w, http.StatusInternalServerError, apiError{err.Error()})
	}
}

type apiError struct {
	Error string `json:"error"`
}

func sendJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"error":"the answer can't be written as JSON"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // the client may be gone
}
