using ElectraGen.Runtime;

namespace Runtime.Tests.Kernels;

/// <summary>Calls of a kernel with everything that goes into them: run it on two devices and compare what comes out.</summary>
/// <param name="Layout">Where its slots lie.</param>
/// <param name="Scalars">The scalars of the run.</param>
/// <param name="Inputs">What the slots hold beforehand.</param>
/// <param name="Outputs">The slots to read afterwards.</param>
/// <param name="Pass">The calls.</param>
internal sealed record KernelCase(
    SlotLayout Layout, StepScalars Scalars, IReadOnlyList<SlotContents> Inputs, IReadOnlyList<Slot> Outputs, Action<IRecorder> Pass)
{
    /// <summary>Runs the calls in a session of their own and returns the contents of the outputs, in order.</summary>
    public IReadOnlyList<SlotContents> RunOn(IDevice device)
    {
        using ISession session = device.OpenSession(Layout.Segments, Layout.Batch);
        foreach (SlotContents input in Inputs)
            input.WriteTo(session);
        using IRecording recording = session.Record(Pass);
        session.Run(recording, Scalars);
        return [.. Outputs.Select(output => SlotContents.ReadFrom(session, output))];
    }

    /// <summary>
    /// Holds a device against the judge. What terms cancel to keeps their rounding, and a layer norm multiplies it: how much that is shows
    /// the judge on numbers each moved to a neighbour in single precision.
    /// </summary>
    public void AssertFollows(IDevice judge, IDevice device, double tolerance, int seed)
    {
        Random random = new(seed);
        KernelCase moved = this with { Inputs = [.. Inputs.Select(input => input.Moved(random))] };
        foreach ((SlotContents expected, SlotContents shifted, SlotContents actual) in RunOn(judge).Zip(moved.RunOn(judge), RunOn(device)))
            expected.AssertNear(actual, tolerance, seed, rounding: expected.RoundingTo(shifted, tolerance));
    }

    /// <summary>Holds the outputs of one device against those of another; a failure says the seed.</summary>
    public static void AssertNear(IReadOnlyList<SlotContents> expected, IReadOnlyList<SlotContents> actual, double tolerance, int seed)
    {
        foreach ((SlotContents expectedOutput, SlotContents actualOutput) in expected.Zip(actual))
            expectedOutput.AssertNear(actualOutput, tolerance, seed);
    }
}

/// <summary>The elements of a slot: numbers or integers, as its element type says.</summary>
internal sealed record SlotContents(Slot Slot, float[] Numbers, int[] Integers)
{
    /// <summary>
    /// Cases have terms of about unit size. What they cancel to (an activation's slope near its zero) keeps the rounding of one of them,
    /// 2⁻²⁴, so it counts as at least this much: a tolerance of 10⁻⁶ of it is that rounding.
    /// </summary>
    private const double Cancelled = 0.06;

    /// <summary>A sum in another order is that of numbers moved by a few such steps.</summary>
    private const int Neighbours = 4;

    /// <summary>What rounding may cost at most, in tolerances: a draw that a moved number turns over would excuse anything.</summary>
    private const int MostTolerances = 100;

    public SlotContents(Slot slot, float[] numbers)
        : this(slot, numbers, [])
    {
    }

    public SlotContents(Slot slot, int[] integers)
        : this(slot, [], integers)
    {
    }

    public static SlotContents ReadFrom(ISession session, Slot slot)
    {
        long count = slot.CountAt(session.Batch);
        if (slot.Element == Element.Int32)
        {
            int[] integers = new int[count];
            session.Read(slot, integers);
            return new(slot, integers);
        }

        float[] numbers = new float[count];
        session.Read(slot, numbers);
        return new(slot, numbers);
    }

    public void WriteTo(ISession session)
    {
        if (Slot.Element == Element.Int32)
            session.Write(Slot, Integers);
        else
            session.Write(Slot, Numbers);
    }

    /// <summary>With each number moved to its neighbour above or below.</summary>
    public SlotContents Moved(Random random)
    {
        return this with { Numbers = [.. Numbers.Select(number => float.IsFinite(number) ? NeighbourOf(number) : number)] };

        float NeighbourOf(float number) => random.Next(2) == 0 ? float.BitIncrement(number) : float.BitDecrement(number);
    }

    /// <summary>What rounding costs a kernel, given what the judge makes of numbers that were moved to their neighbours.</summary>
    public double RoundingTo(SlotContents shifted, double tolerance) =>
        Math.Min(Neighbours * DistanceTo(shifted), MostTolerances * tolerance * Norm);

    /// <summary>‖a‖ over what is finite.</summary>
    public double Norm => Math.Sqrt(Numbers.Where(float.IsFinite).Sum(static number => (double)number * number));

    /// <summary>‖a − b‖ over what is finite.</summary>
    public double DistanceTo(SlotContents other) => Math.Sqrt(
        Numbers.Zip(other.Numbers, static (number, moved) => (double)number - moved).Where(double.IsFinite).Sum(static distance => distance * distance));

    /// <summary>Of a case whose terms are of about unit size: see the other.</summary>
    public void AssertNear(SlotContents actual, double tolerance, int seed, Precision precision = Precision.Fp32, double rounding = 0)
    {
        double cancelledNorm = Cancelled * Math.Sqrt(Numbers.Count(float.IsFinite));
        AssertNear(actual, tolerance, precision, cancelledNorm, $"seed {seed}, {Slot}", rounding);
    }

    /// <summary>
    /// Integers must be equal; numbers must be within ‖a − b‖ ≤ tolerance · ‖b‖ + rounding beside the rounding of each that is stored in
    /// 16 bits, and those that are not finite must be the same.
    /// </summary>
    /// <param name="actual">What came out.</param>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="precision">What activations were rounded to.</param>
    /// <param name="cancelledNorm">What the terms may cancel to; counts as part of ‖b‖.</param>
    /// <param name="context">Begins the message of a failure.</param>
    /// <param name="rounding">What rounding costs beside.</param>
    public void AssertNear(
        SlotContents actual, double tolerance, Precision precision, double cancelledNorm, string context, double rounding = 0)
    {
        Assert.True(Integers.AsSpan().SequenceEqual(actual.Integers), $"{context}: the integers differ");
        Assert.Equal(Numbers.Length, actual.Numbers.Length);
        double difference = 0, square = cancelledNorm * cancelledNorm;
        foreach ((float expected, float found) in Numbers.Zip(actual.Numbers))
        {
            if (expected.Equals(found))
                continue;
            Assert.True(float.IsFinite(expected) && float.IsFinite(found), $"{context}: {found} instead of {expected}");
            double beyondRounding = Math.Max(0, Math.Abs((double)found - expected) - NarrowTolerance.HalfUnit(precision, Slot.Element, expected));
            difference += beyondRounding * beyondRounding;
        }

        foreach (float expected in Numbers.Where(float.IsFinite))
            square += (double)expected * expected;
        Assert.True(
            Math.Sqrt(difference) <= (tolerance * Math.Sqrt(square)) + rounding,
            $"{context}: the difference is {Math.Sqrt(difference):G4}, the expected norm {Math.Sqrt(square):G4}");
    }
}
