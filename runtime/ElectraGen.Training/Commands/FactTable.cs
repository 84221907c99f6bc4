using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace ElectraGen.Training.Commands;

/// <summary>How verbs print facts: a table for people, JSON for programs.</summary>
internal static class FactTable
{
    /// <summary>A table with these headings; one that ends in # is of numbers and stands to the right.</summary>
    public static Table Create(params ReadOnlySpan<string> headings)
    {
        Table table = new() { Border = TableBorder.Minimal };
        foreach (string heading in headings)
        {
            TableColumn column = new(Markup.Escape(heading.TrimEnd('#'))) { NoWrap = true };
            table.AddColumn(heading.EndsWith('#') ? column.RightAligned() : column);
        }
        return table;
    }

    /// <summary>Adds a row of plain text.</summary>
    public static void AddFacts(this Table table, params string[] facts) =>
        table.AddRow(Array.ConvertAll(facts, static fact => new Text(fact)));

    /// <summary>Prints a table, unbroken where the output is not a terminal.</summary>
    public static void WriteTable(this CommandContext context, Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(context.Output) });
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = 1000;
        console.Write(table);
    }

    /// <summary>Prints JSON.</summary>
    public static void WriteJson<T>(this CommandContext context, T facts, JsonTypeInfo<T> type) =>
        context.Output.WriteLine(JsonSerializer.Serialize(facts, type));
}
