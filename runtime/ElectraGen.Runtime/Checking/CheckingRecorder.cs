using ElectraGen.Runtime.Kernels;

namespace ElectraGen.Runtime.Checking;

/// <summary>
/// Runs nothing: holds what each dispatch reads and writes against what was read and written since the last barrier. The
/// validation layer cannot, it does not see behind buffer addresses.
/// </summary>
/// <param name="batch">Sequences.</param>
/// <param name="attendsAtOnce">Whether it stands for a device on which attention is one kernel.</param>
internal sealed class CheckingRecorder(int batch, bool attendsAtOnce = false) : IRecorder
{
    private readonly List<Hazard> hazards = [];
    private readonly List<int> needlessBarriers = [];
    private List<OperandUse> sinceBarrier = [], beforeBarrier = [];
    private bool isBarrierNeeded = true;

    public int Batch { get; } = batch;

    /// <summary>Dispatches so far.</summary>
    public int Dispatches { get; private set; }

    /// <summary>Barriers so far.</summary>
    public int Barriers { get; private set; }

    /// <summary>What may go wrong, in the order of the later dispatches.</summary>
    public IReadOnlyList<Hazard> Hazards => hazards;

    /// <summary>Barriers, counted from 0, without which alone there would be no hazard either.</summary>
    public IReadOnlyList<int> NeedlessBarriers => isBarrierNeeded ? needlessBarriers : [.. needlessBarriers, Barriers - 1];

    public bool AttendsAtOnce(int length, int headSize) => attendsAtOnce;

    public void Dispatch(KernelDefinition kernel, uint options, ReadOnlySpan<Slot> operands, ReadOnlySpan<uint> constants, WorkSize work)
    {
        KernelCallCheck.Verify(kernel, options, operands, constants, work);

        // Operands of one dispatch may overlap: kernels that work in place say so in the catalogue
        OperandUse[] uses = [.. OperandUse.Of(Dispatches, kernel, options, operands.ToArray(), constants.ToArray(), Batch)];
        hazards.AddRange(HazardsBetween(sinceBarrier, uses));
        isBarrierNeeded = isBarrierNeeded || HazardsBetween(beforeBarrier, uses).Any();
        sinceBarrier.AddRange(uses);
        Dispatches++;
    }

    public void Barrier()
    {
        if (!isBarrierNeeded)
            needlessBarriers.Add(Barriers - 1);
        isBarrierNeeded = false;
        (beforeBarrier, sinceBarrier) = (sinceBarrier, beforeBarrier);
        sinceBarrier.Clear();
        Barriers++;
    }

    private static IEnumerable<Hazard> HazardsBetween(IEnumerable<OperandUse> before, OperandUse[] uses) =>
        from later in uses
        from earlier in before
        where earlier.Overlaps(later)
        let hazard = Hazard.Between(earlier, later)
        where hazard is not null
        select hazard;
}
