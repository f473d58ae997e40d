package kinds

// table has a row for each kind, in the order in which lists of kinds show
// them.
var table = []Kind{
	{
		Name: Brief, Layout: "brief", List: "library", Archetype: "brief.md", Rank: 4,
		Order: ByDate, Dated: true, Shared: true, SchemaType: Report, Cited: AsReport,
		Fields: []Field{
			{"date", Day, Shared, true},
			{"sources", Sources, Shared, true},
			{"type", TermID, Shared, true},
			{"key_messages", Texts, Translated, true},
		},
	},
	{
		Name: TheoryOfChange, Layout: "theory-of-change", List: "section", Archetype: "theory-of-change.md", Rank: 5,
		Order: ByDate, Shared: true, Cited: AsWebPage,
		Fields: []Field{
			{"nodes", Nodes, Translated, true},
			{"assumptions", Statements, Translated, false},
			{"risks", Statements, Translated, false},
			{"indicators", Statements, Translated, false},
		},
	},
	{
		Name: Country, Layout: "country", List: "countries", Archetype: "country.md", Rank: 2,
		Order: ByTitle, Shared: true, About: "countries",
		Fields: []Field{
			{"country", TermID, Fixed, true},
			{"glance", Texts, Translated, false},
			{"work", ByOutcome, Translated, false},
		},
	},
	{
		Name: Outcome, Layout: "outcome", List: "outcomes", Archetype: "outcome.md", Rank: 3,
		Order: ByTerm, Shared: true, About: "outcomes",
		Fields: []Field{
			{"outcome", TermID, Fixed, true},
			{"glance", Texts, Translated, false},
		},
	},
	{
		Name: Partner, Layout: "partner", List: "partners", Archetype: "partner.md", Rank: 8,
		Order: ByTitle, Parts: ByRole, SchemaType: Organization, Terms: "partners",
		Fields: []Field{
			{"role", TermID, Shared, true},
			{"short", Text, Shared, false},
			{"website", Address, Shared, false},
		},
	},
	{
		Name: Workstream, Layout: "workstream", List: "coalition", Archetype: "workstream.md", Rank: 6,
		Order: ByNumber,
		Fields: []Field{
			{"number", Number, Fixed, false},
			{"lead", Text, Translated, true},
		},
	},
	{
		Name: Milestone, Layout: "milestone", List: "milestones", Archetype: "milestone.md", Rank: 7,
		Order: ByPeriod, Parts: ByYear,
		Fields: []Field{
			{"period", Period, Shared, true},
		},
	},
	{
		Name: "term", Layout: "term", List: "glossary", Archetype: "term.md", Rank: 9,
		Order: ByTitle, SchemaType: DefinedTerm, Glossary: true,
		Fields: []Field{
			{"short", Text, Translated, false},
		},
	},
	{
		Name: Page, Layout: "page", List: "section", Archetype: "page.md", Rank: 1,
		Order: ByTitle,
		Layouts: []PageLayout{
			{"home", ""}, {"matrix", ""}, {"search", "SearchResultsPage"}, {"translations", ""}, {"about", "AboutPage"}, {"offline", ""},
		},
		Fields: []Field{
			{"layout", Layout, Fixed, false},
		},
	},
}
