package main

import "slices"

// median is the middle value; of an even number, the mean of both middle ones.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return 0
	}
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// percentile is the smallest value that p percent of all values don't exceed.
func percentile(values []float64, p int) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// middle is the cost whose figures are each the median of the runs.
func middle(runs []cost) cost {
	var wall, cpu, peak, search []float64
	for _, r := range runs {
		wall, cpu = append(wall, r.wall), append(cpu, r.cpu)
		peak, search = append(peak, r.peak), append(search, r.search)
	}
	return cost{median(wall), median(cpu), median(peak), median(search)}
}
