using System.Runtime.InteropServices;
using ElectraGen.Runtime.Kernels;
using Silk.NET.Vulkan;

namespace ElectraGen.Runtime.Vulkan.Products;

/// <summary>A product on its own, outside of any session: for the first-use check and for tuning.</summary>
internal sealed unsafe class ProductRun : IDisposable
{
    private const int Operands = 5;

    private readonly LogicalDevice device;
    private readonly DeviceAllocation memory;
    private readonly long[] offsets = new long[Operands];

    /// <summary>Allocates the operands, close together in the order of the catalogue.</summary>
    public ProductRun(LogicalDevice device, ProductSize size, MemoryPlace place)
    {
        this.device = device;
        Size = size;
        long end = 0;
        long[] counts = [size.LeftCount, size.RightCount, size.Columns, size.OutputCount, size.OutputCount];
        for (int operand = 0; operand < Operands; operand++)
        {
            offsets[operand] = end;
            end += ProductSize.Padded(counts[operand] * sizeof(float));
        }
        memory = DeviceAllocation.Create(device, end, place);
    }

    public ProductSize Size { get; }

    /// <summary>Elements of an operand, where the host sees them.</summary>
    public Span<float> Elements(int operand, long count) => new(memory.Mapping + offsets[operand], checked((int)count));

    /// <summary>Runs it so many times, one after the other, and waits.</summary>
    public void Run(ComputePipeline pipeline, MatrixTile tile, int times)
    {
        WorkGroups groups = WorkGroups.For(KernelCatalog.MatrixProduct, new WorkSize(Size.Columns, Size.Rows, Size.Count), tile, uint.MaxValue);
        device.RunOnce(commands =>
        {
            Span<byte> bytes = stackalloc byte[KernelCatalog.MatrixProduct.PushConstantBytes];
            Span<ulong> addresses = MemoryMarshal.Cast<byte, ulong>(bytes);
            for (int operand = 0; operand < Operands; operand++)
                addresses[operand] = memory.Address + (ulong)offsets[operand];
            MemoryMarshal.AsBytes<uint>(Size.Constants()).CopyTo(bytes[(Operands * sizeof(ulong))..]);
            device.Api.CmdBindPipeline(commands, PipelineBindPoint.Compute, pipeline.Handle);
            fixed (byte* pointer = bytes)
                device.Api.CmdPushConstants(commands, pipeline.Layout, ShaderStageFlags.ComputeBit, 0, (uint)bytes.Length, pointer);
            for (int time = 0; time < times; time++)
            {
                device.Api.CmdDispatch(commands, (uint)groups.X, (uint)groups.Y, (uint)groups.Z);
                device.CommandShaderBarrier(commands);
            }
        });
    }

    public void Dispose() => memory.Dispose();
}
