// Command word is a program that a test builds with different words.
package main

var word = "none"

func main() { println(word) }
