using System.Numerics;
using ElectraGen.Runtime.Randomness;

namespace ElectraGen.Runtime.Host.Kernels;

/// <summary>What dropout multiplies by: 0 where the draw of an element is below the threshold, else the scale; 1 while the scalars switch it off.</summary>
internal readonly struct DropoutFactors<T>(StepScalars scalars, uint threshold, T scale, uint site)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Of an element of a whole batch.</summary>
    public T OfElement(int index, int elementsPerSequence) => Of(index / elementsPerSequence, index % elementsPerSequence);

    public T Of(int sequence, int element)
    {
        if (scalars.DropoutEnabled == 0)
            return T.One;
        PhiloxWords words = Philox.Draw(scalars.Seed, site, (uint)element / 4, scalars.FirstSequence + (uint)sequence, scalars.Step, 0);
        return words[element % 4] >= threshold ? scale : T.Zero;
    }
}
