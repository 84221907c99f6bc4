using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ElectraGen.Generators.Tests.Harness;

/// <summary>Walks what steps of the pipeline hold: a symbol, a tree or a compilation there would keep old compilations alive.</summary>
internal static class SymbolWalk
{
    private static readonly Type[] Forbidden = [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(SemanticModel), typeof(Location)];

    public static void AssertNone(GeneratorRunResult result, IEnumerable<string> steps)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        foreach (string name in steps.Where(result.TrackedSteps.ContainsKey))
            foreach ((object value, _) in result.TrackedSteps[name].SelectMany(step => step.Outputs))
                Walk(value, name, seen);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string or DiagnosticDescriptor || value.GetType().IsPrimitive || value.GetType().IsEnum)
            return;
        Assert.False(Forbidden.Any(type => type.IsInstanceOfType(value)), $"{path} holds a {value.GetType().Name}");
        if (!value.GetType().IsValueType && !seen.Add(value))
            return;
        if (value is IEnumerable items)
            foreach (object? item in items)
                Walk(item, $"{path}[]", seen);
        else
            foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
    }
}
