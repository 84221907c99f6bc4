using System.Globalization;

namespace ElectraGen.Generators.Graphs;

/// <summary>Short ways to write the arguments and settings of an <see cref="Operation"/>.</summary>
internal static class Arguments
{
    public static Argument Read(Value value) => new("", value, Access.Read);

    public static Argument Write(string name, Value value) => new(name, value, Access.Write);

    public static Argument ReadWrite(string name, Value value) => new(name, value, Access.ReadWrite);

    /// <summary>Adds to a parameter's gradient.</summary>
    public static Argument AddTo(Value parameter) => new("", parameter, Access.AccumulateGradient);

    /// <summary>The slice of a value that belongs to the turn of a repeat.</summary>
    public static Argument Slice(this Argument argument, int width) => argument with { SliceRows = width };

    public static Setting Real(string name, double value) => new(name, value.ToString("R", CultureInfo.InvariantCulture));

    public static Operation Call(string call, Argument[] arguments, params Setting[] settings) =>
        new(call, arguments.ToEquatableArray(), settings.ToEquatableArray());
}
