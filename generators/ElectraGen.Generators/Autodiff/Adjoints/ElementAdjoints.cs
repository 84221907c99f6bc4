using System.Globalization;
using ElectraGen.Generators.Graphs;
using static ElectraGen.Generators.Graphs.Arguments;

namespace ElectraGen.Generators.Autodiff;

internal static class ElementAdjoints
{
    public static void ScaledSum(Operation forward, Value gradient, GradientScope scope)
    {
        ContributeScaled(forward.Arguments[0].Value, gradient, forward.Number("leftScale"), scope);
        ContributeScaled(forward.Arguments[1].Value, gradient, forward.Number("rightScale"), scope);
    }

    public static void Add(Operation forward, Value gradient, GradientScope scope)
    {
        scope.Contribute(forward.Arguments[0].Value, gradient);
        scope.Contribute(forward.Arguments[1].Value, gradient);
    }

    public static void Scale(Operation forward, Value gradient, GradientScope scope) =>
        ContributeScaled(forward.Arguments[0].Value, gradient, forward.Number("scale"), scope);

    public static void Multiply(Operation forward, Value gradient, GradientScope scope)
    {
        Value left = forward.Arguments[0].Value, right = forward.Arguments[1].Value;
        scope.Contribute(left, "Multiply", [Read(gradient), Read(right)]);
        scope.Contribute(right, "Multiply", [Read(gradient), Read(left)]);
    }

    /// <summary>Its own derivative.</summary>
    public static void Exponential(Operation forward, Value gradient, GradientScope scope) =>
        scope.Contribute(forward.Arguments[0].Value, "Multiply", [Read(gradient), Read(forward.Named("to"))]);

    public static void Activation(Operation forward, Value gradient, GradientScope scope)
    {
        Value input = forward.Arguments[0].Value;
        scope.Contribute(input, $"{forward.Call}Backward", [Read(input), Read(gradient)]);
    }

    /// <summary>The draw is made again, so that no mask is kept.</summary>
    public static void Dropout(Operation forward, Value gradient, GradientScope scope) =>
        scope.Contribute(forward.Arguments[0].Value, "Dropout", [Read(gradient)], forward.Settings.ToArray());

    private static void ContributeScaled(Value input, Value gradient, string scale, GradientScope scope)
    {
        if (double.Parse(scale, CultureInfo.InvariantCulture) == 1)
            scope.Contribute(input, gradient);
        else
            scope.Contribute(input, "Scale", [Read(gradient)], new Setting("scale", scale));
    }
}
